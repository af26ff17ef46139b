using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>
/// Restarts a Deployment with its maxUnavailable held at 0, the original on record in the same patch, and puts the original back.
/// </summary>
internal sealed class GuardedStrategy(MoveContext context)
{
    internal const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    /// <summary>
    /// Restarts where the Deployment, as the server has it now, is due for it, and holds the strategy unless the request takes it as it is. Answers the
    /// Deployment, null when it is gone, and the stamp of the restart, null when there was none.
    /// </summary>
    internal async Task<(V1Deployment? Deployment, string? Stamp)> RestartAsync(
        string @namespace, string name, Func<V1Deployment, bool> isDue, CancellationToken cancellationToken)
    {
        var stamp = context.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var deployment = await ChangeAsync(
            @namespace, name, live => StampOf(live) != stamp && isDue(live) ? RestartPatch(live, stamp) : null, cancellationToken);
        if (deployment is null || StampOf(deployment) != stamp)
        {
            return (deployment, null);
        }

        context.CountRestart();
        return (deployment, stamp);
    }

    private static string? StampOf(V1Deployment deployment) => Labels.Value(deployment.Spec.Template.Metadata?.Annotations, RestartedAt);

    /// <summary>Puts back what is on record. A value that somebody else has set since stays and is reported; only our record goes then.</summary>
    internal async Task PutBackAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        string? theirs = null;
        await ChangeAsync(
            @namespace,
            name,
            deployment =>
            {
                theirs = GuardRecord.IsHeld(deployment) && !GuardRecord.IsZero(deployment) ? Theirs(deployment) : null;
                return PutBackPatch(deployment);
            },
            cancellationToken);
        if (theirs is not null)
        {
            context.Reporter.Warn(theirs);
        }
    }

    private static string Theirs(V1Deployment deployment) =>
        $"Deployment {deployment.Metadata.NamespaceProperty}/{deployment.Metadata.Name}: its maxUnavailable is "
            + $"{GuardRecord.MaxUnavailable(deployment).Value}, as "
        + $"{FieldManagers.OtherManagerOf(deployment.Metadata, FieldManagers.MaxUnavailable) ?? "somebody"} has set it, no longer the 0 set here; "
        + $"{GuardRecord.Original(deployment)} is on record. Left as it is, and the record is taken out.";

    private V1Patch RestartPatch(V1Deployment deployment, string stamp)
    {
        var spec = new JsonObject
        {
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RestartedAt] = stamp } } },
        };
        if (context.Request.Surge is not SurgeMode.Guarded || GuardRecord.IsZero(deployment))
        {
            return Patches.Merge(deployment.Metadata, spec: spec);
        }

        spec["strategy"] = Strategy(0);
        return Patches.Merge(deployment.Metadata, new JsonObject { [GuardRecord.Annotation] = GuardRecord.ToRecord(deployment) }, spec: spec);
    }

    private static V1Patch? PutBackPatch(V1Deployment deployment) => GuardRecord.Original(deployment) is { } original
        ? Patches.Merge(
            deployment.Metadata,
            new JsonObject { [GuardRecord.Annotation] = null },
            spec: GuardRecord.IsZero(deployment) ? new JsonObject { ["strategy"] = Strategy(JsonNode.Parse(original)) } : null)
        : null;

    private static JsonObject Strategy(JsonNode? maxUnavailable) =>
        new() { ["rollingUpdate"] = new JsonObject { ["maxUnavailable"] = maxUnavailable } };

    /// <summary>Answers the Deployment as it is after the change, when the watch shows it so too: what comes next is decided by what the watch shows.</summary>
    private async Task<V1Deployment?> ChangeAsync(
        string @namespace, string name, Func<V1Deployment, V1Patch?> change, CancellationToken cancellationToken)
    {
        var target = $"Deployment {@namespace}/{name}";
        var changed = await context.Client.Deployment(@namespace, name).ChangeAsync(change, context.Time, cancellationToken);
        if (changed is not null)
        {
            await context.Wait.UntilShownAsync(context.Cluster.Deployments, changed, target, cancellationToken);
        }

        return changed;
    }
}
