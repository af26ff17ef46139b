using System.Text.Json.Nodes;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Workloads.Planning;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>
/// Restarts a Deployment with its maxUnavailable held at 0, the original on record in the same patch, and puts the original back.
/// </summary>
internal sealed class GuardedStrategy(MoveContext context)
{
    internal const string RestartedAt = "kubectl.kubernetes.io/restartedAt";
    private const int Tries = 8;

    /// <summary>Restarts, and holds the strategy unless the request takes it as it is.</summary>
    internal async Task<V1Deployment> RestartAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        var stamp = context.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return await ChangeAsync(@namespace, name, deployment => RestartPatch(deployment, stamp), cancellationToken);
    }

    /// <summary>Puts back what is on record. A value that somebody else has set since stays; only our record goes then.</summary>
    internal async Task PutBackAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        await ChangeAsync(@namespace, name, PutBackPatch, cancellationToken);

    private JsonObject? RestartPatch(V1Deployment deployment, string stamp)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = deployment.Metadata.ResourceVersion },
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RestartedAt] = stamp } } },
            },
        };
        if (context.Request.Surge is SurgeMode.Guarded && !GuardRecord.IsZero(deployment))
        {
            patch["metadata"]!["annotations"] = new JsonObject { [GuardRecord.Annotation] = GuardRecord.ToRecord(deployment) };
            patch["spec"]!["strategy"] = new JsonObject { ["rollingUpdate"] = new JsonObject { ["maxUnavailable"] = 0 } };
        }

        return patch;
    }

    private static JsonObject? PutBackPatch(V1Deployment deployment)
    {
        if (GuardRecord.Original(deployment) is not { } original)
        {
            return null;
        }

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = deployment.Metadata.ResourceVersion,
                ["annotations"] = new JsonObject { [GuardRecord.Annotation] = null },
            },
        };
        if (GuardRecord.IsZero(deployment))
        {
            patch["spec"] = new JsonObject
            {
                ["strategy"] = new JsonObject { ["rollingUpdate"] = new JsonObject { ["maxUnavailable"] = JsonNode.Parse(original) } },
            };
        }

        return patch;
    }

    private async Task<V1Deployment> ChangeAsync(
        string @namespace, string name, Func<V1Deployment, JsonObject?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var deployment = await context.Client.AppsV1.ReadNamespacedDeploymentAsync(name, @namespace, cancellationToken: cancellationToken);
            if (change(deployment) is not { } patch)
            {
                return deployment;
            }

            try
            {
                return await context.Client.AppsV1.PatchNamespacedDeploymentAsync(
                    new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch),
                    name,
                    @namespace,
                    fieldManager: MoveContext.FieldManager,
                    cancellationToken: cancellationToken);
            }
            catch (HttpOperationException refused) when (refused.IsConflict() && attempt < Tries)
            {
                // Somebody else, most likely the controller with a status, was faster: decide again from what is there now.
            }
        }
    }
}
