using CniMigration.Kubernetes.Api.Admission;
using CniMigration.Kubernetes.Api.Admission.Quotas;
using CniMigration.Kubernetes.Api.Decoding;
using CniMigration.Kubernetes.Api.Ownership;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Brings a new object into the store.</summary>
internal sealed class CreateOperation(ObjectStore store, TimeProvider clock, NameGenerator names, CreateAdmission admission, FieldTracking tracking,
    ObjectIntake intake, QuotaAdmission quotas)
{
    public ApiObject Run(ResourceType type, string? @namespace, JsonObject body, WriteContext context)
    {
        intake.Decode(type, body, context);
        Identify(type, @namespace, body);
        var metadata = body.Metadata();
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = ObjectMetadata.Timestamp(clock.GetUtcNow());
        if (type.CountsGenerations)
        {
            metadata["generation"] = 1;
        }

        type.Defaults?.Invoke(body);
        if (!context.IsApply)
        {
            // What admission adds is nobody's.
            tracking.Track(type, null, body, context);
        }

        admission.Admit(type, body);
        ObjectValidation.ForCreate(type, body, errors => intake.Validate(type, body, context, errors));
        var name = (string)metadata["name"]!;
        var key = ApiObject.KeyOf(metadata.Text("namespace"), name);
        var created = quotas.Store(type, body, null, context.DryRun, () =>
            !context.DryRun ? store.TryAdd(type, body) : store.Find(type, key) is null ? ObjectStore.Draft(type, body, store.Revision) : null);
        return created ?? throw ApiException.AlreadyExists(type, name);
    }

    private void Identify(ResourceType type, string? @namespace, JsonObject body)
    {
        body["kind"] = type.Kind;
        body["apiVersion"] = type.ApiVersion;
        var metadata = body.Metadata();
        if (metadata.Text("resourceVersion") is { Length: > 0 })
        {
            throw new ApiException(500, "", "resourceVersion should not be set on objects to be created");
        }

        foreach (var field in (string[])["deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "selfLink"])
        {
            metadata.Remove(field);
        }

        if (type.Namespaced)
        {
            metadata["namespace"] = @namespace ?? metadata.Text("namespace")
                ?? throw ApiException.BadRequest("an empty namespace may not be set during creation");
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
