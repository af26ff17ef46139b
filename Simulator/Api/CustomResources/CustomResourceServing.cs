using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Defaulting;
using CniMigration.Simulator.Api.Operations;
using CniMigration.Simulator.Api.Schema;

namespace CniMigration.Simulator.Api.CustomResources;

/// <summary>Serves what custom resource definitions define, from the moment they are stored.</summary>
internal sealed class CustomResourceServing(TypeRegistry types, SchemaCatalog schemas)
{
    private readonly Dictionary<string, ResourceType> known = [];
    private readonly Lock gate = new();

    /// <summary>Takes up a definition that was created or changed.</summary>
    public void Serve(JsonObject definition)
    {
        var name = definition["metadata"].Text("name")!;
        var spec = definition["spec"]!;
        var storage = spec.Each("versions").First(version => version["storage"]?.GetValue<bool>() == true);
        lock (gate)
        {
            var type = TypeOf(definition, storage);
            if (known.TryGetValue(name, out var present) && Same(present, type))
            {
                // The store finds objects by their type: it has to stay the same one.
                type = present;
            }

            known[name] = type;
            schemas.SetCustom(type, storage["schema"]?["openAPIV3Schema"] as JsonObject);
            types.SetCustom(name, spec.Each("versions").Where(version => version["served"]?.GetValue<bool>() != false)
                .Select(version => new ServedResource(type, type.Group, version.Text("name")!)));
        }
    }

    public void Remove(string definition)
    {
        lock (gate)
        {
            types.RemoveCustom(definition);
        }
    }

    /// <summary>The status of a definition that is served.</summary>
    public static void Establish(JsonObject definition, DateTimeOffset now)
    {
        var status = definition.Section("status");
        status["acceptedNames"] = definition["spec"]?["names"]?.DeepClone();
        status["storedVersions"] = new JsonArray([.. definition["spec"].Each("versions")
            .Where(version => version["storage"]?.GetValue<bool>() == true).Select(version => (JsonNode?)version.Text("name"))]);
        if (status["conditions"] is JsonArray { Count: > 0 })
        {
            return;
        }

        status["conditions"] = new JsonArray(
            Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
            Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now));
    }

    private static JsonObject Condition(string type, string reason, string message, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = ObjectMetadata.Timestamp(now),
        ["reason"] = reason,
        ["message"] = message,
    };

    private static ResourceType TypeOf(JsonObject definition, JsonObject storage)
    {
        var spec = definition["spec"]!;
        var names = spec["names"];
        var subresources = storage["subresources"] as JsonObject ?? [];
        return new ResourceType
        {
            Group = spec.Text("group")!,
            Version = storage.Text("name")!,
            Kind = names.Text("kind")!,
            Plural = names.Text("plural")!,
            Singular = names.Text("singular") ?? "",
            Namespaced = spec.Text("scope") == "Namespaced",
            ShortNames = Strings(names?["shortNames"]),
            Categories = Strings(names?["categories"]),
            Subresources = [.. subresources.Select(field => field.Key).Where(name => name is "status" or "scale").Order(StringComparer.Ordinal)],
            CountsGenerations = true,
            IsCustom = true,
        };
    }

    private static bool Same(ResourceType left, ResourceType right) =>
        left.Version == right.Version && left.Kind == right.Kind && left.Namespaced == right.Namespaced
        && left.Subresources.SequenceEqual(right.Subresources) && left.ShortNames.SequenceEqual(right.ShortNames);

    private static string[] Strings(JsonNode? list) => list is JsonArray array ? [.. array.Select(item => (string)item!)] : [];
}
