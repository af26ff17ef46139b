using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Store;

namespace CniMigration.Simulator.Api.Operations;

/// <summary>Brings a new object into the store.</summary>
internal sealed class CreateOperation(ObjectStore store, TimeProvider clock, NameGenerator names)
{
    public ApiObject Run(ResourceType type, string? @namespace, JsonObject body, WriteContext context)
    {
        Identify(type, @namespace, body);
        var metadata = body.Metadata();
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = ObjectMetadata.Timestamp(clock.GetUtcNow());
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("generation");
        if (type.CountsGenerations)
        {
            metadata["generation"] = 1;
        }

        if (context.DryRun)
        {
            throw ApiException.NotModelled("A dry run of a creation is not modelled yet.");
        }

        return store.TryAdd(type, body) ?? throw ApiException.AlreadyExists(type, (string)metadata["name"]!);
    }

    private void Identify(ResourceType type, string? @namespace, JsonObject body)
    {
        body["kind"] = type.Kind;
        body["apiVersion"] = type.ApiVersion;
        var metadata = body.Metadata();
        if (metadata.Text("resourceVersion") is { Length: > 0 })
        {
            throw ApiException.BadRequest("resourceVersion should not be set on objects to be created");
        }

        if (type.Namespaced)
        {
            metadata["namespace"] = @namespace ?? metadata.Text("namespace")
                ?? throw ApiException.BadRequest($"{type.QualifiedName} need a namespace");
        }
        else
        {
            metadata.Remove("namespace");
        }

        if (metadata.Text("name") is not { Length: > 0 } && metadata.Text("generateName") is { Length: > 0 } start)
        {
            metadata["name"] = names.Generate(start);
        }
    }
}
