using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Removes an object, or marks it as being deleted where a grace period or finalizers hold it.</summary>
internal sealed class DeleteOperation(ObjectStore store, TimeProvider clock)
{
    private const long DefaultPodGrace = 30;

    /// <summary>Gives the object as it now is, and whether it is gone.</summary>
    public (ApiObject Object, bool Gone) Run(ResourceType type, string key, string name, DeleteOptions options, bool dryRun = false)
    {
        while (true)
        {
            var present = store.Find(type, key) ?? throw ApiException.NotFound(type, name);
            CheckPreconditions(present, options);
            var json = present.ToJson();
            var grace = Grace(type, json, options);
            SetPropagation(type, json, options.PropagationPolicy);
            HoldForInstances(type, json);
            var marked = Mark(json, grace);
            var gone = grace == 0 && json.Finalizers().Count == 0 && !HoldsItself(type, json);
            if (dryRun)
            {
                return (present, gone);
            }

            if (!gone && !marked && JsonNode.DeepEquals(json, present.ToJson()))
            {
                return (present, false);
            }

            var result = gone ? store.TryRemove(present, json) : store.TryReplace(present, json);
            if (result is not null)
            {
                return (result, gone);
            }
        }
    }

    private static void CheckPreconditions(ApiObject present, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != present.Uid)
        {
            throw Stale(present, $"the UID in the precondition ({uid}) does not match the UID in record ({present.Uid}). "
                + "The object might have been deleted and then recreated");
        }

        var version = present.ResourceVersion.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (options.ResourceVersion is { Length: > 0 } expected && expected != version)
        {
            throw Stale(present, $"the ResourceVersion in the precondition ({expected}) does not match the ResourceVersion in record ({version}). "
                + "The object might have been modified");
        }
    }

    // Deletions name the kind where all others name the resource.
    private static ApiException Stale(ApiObject present, string problem)
    {
        var details = ApiException.Named(present.Type, present.Name);
        details["kind"] = present.Type.Kind;
        return new ApiException(409, "Conflict", $"Operation cannot be fulfilled on {present.Type.QualifiedKind} \"{present.Name}\": {problem}", details);
    }

    private static long Grace(ResourceType type, JsonObject json, DeleteOptions options)
    {
        if (type != ResourceTypes.Pods)
        {
            return 0;
        }

        if (json["status"].Text("phase") is "Succeeded" or "Failed" || json["spec"].Text("nodeName") is not { Length: > 0 })
        {
            return 0;
        }

        return Math.Max(0, options.GracePeriodSeconds ?? json["spec"].Number("terminationGracePeriodSeconds") ?? DefaultPodGrace);
    }

    // A namespace goes when its own finalizer, in the spec, has been taken off: when it is empty.
    private static bool HoldsItself(ResourceType type, JsonObject json)
    {
        if (type != ResourceTypes.Namespaces)
        {
            return false;
        }

        var held = json["spec"]?["finalizers"] is JsonArray { Count: > 0 };
        if (held)
        {
            (json["status"] ??= new JsonObject())["phase"] = "Terminating";
        }

        return held;
    }

    // A definition goes after all objects of its kind.
    private void HoldForInstances(ResourceType type, JsonObject json)
    {
        if (type == ResourceTypes.CustomResourceDefinitions && !json.IsBeingDeleted())
        {
            json.Metadata()["finalizers"] = new JsonArray([.. json.Finalizers().Append(DefinitionStatus.Finalizer).Distinct().Select(name => (JsonNode)name)]);
            DefinitionStatus.Terminate(json, clock.GetUtcNow());
        }
    }

    private bool Mark(JsonObject json, long grace)
    {
        var metadata = json.Metadata();
        var now = clock.GetUtcNow();
        if (metadata.Text("deletionTimestamp") is { } since)
        {
            var present = metadata.Number("deletionGracePeriodSeconds") ?? 0;
            if (grace >= present)
            {
                return false;
            }

            var started = DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(-present);
            metadata["deletionTimestamp"] = ObjectMetadata.Timestamp(started.AddSeconds(grace));
            metadata["deletionGracePeriodSeconds"] = grace;
            return true;
        }

        metadata["deletionTimestamp"] = ObjectMetadata.Timestamp(now.AddSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (metadata.Number("generation") is { } generation)
        {
            metadata["generation"] = generation + 1;
        }

        return true;
    }

    private static void SetPropagation(ResourceType type, JsonObject json, string? policy)
    {
        var finalizer = policy switch
        {
            "Foreground" => "foregroundDeletion",
            "Orphan" => "orphan",
            null or "" or "Background" => null,
            _ => throw new InvalidOperationException($"Nobody checked the propagation policy {policy}."),
        };
        if (policy is null or "")
        {
            return;
        }

        var metadata = json.Metadata();
        var finalizers = json.Finalizers().Where(name => name is not ("foregroundDeletion" or "orphan")).ToList();
        if (finalizer is not null)
        {
            finalizers.Add(finalizer);
        }

        if (finalizers.Count == 0)
        {
            metadata.Remove("finalizers");
        }
        else
        {
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(name => (JsonNode)name)]);
        }
    }
}
