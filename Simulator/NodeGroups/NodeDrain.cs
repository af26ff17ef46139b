using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Nodes;

namespace CniMigration.Simulator.NodeGroups;

/// <summary>How EKS empties a node that it is about to take: cordon, then evictions within the budgets for a quarter of an hour, then no more asking.</summary>
internal sealed class NodeDrain(ClusterContext cluster)
{
    public async Task RunAsync(string nodeName, CancellationToken cancellationToken)
    {
        if (await CordonAsync(nodeName, cancellationToken) is null)
        {
            return;
        }

        var start = cluster.Clock.GetTimestamp();
        while (cluster.Clock.GetElapsedTime(start) < cluster.Timings.DrainPatience)
        {
            var left = cluster.Cache.PodsByNode[nodeName].Where(MustLeave).ToList();
            if (left.Count == 0)
            {
                return;
            }

            foreach (var pod in left.Where(pod => !pod.IsDeleting))
            {
                await TryEvictAsync(pod, cancellationToken);
            }

            await cluster.Delay(cluster.Timings.EvictionRetry, cancellationToken);
        }
    }

    private Task<ApiObject?> CordonAsync(string nodeName, CancellationToken cancellationToken) =>
        cluster.Api.ChangeAsync(ResourceTypes.Nodes, null, nodeName, null, body => body.Section("spec")["unschedulable"] = true, cancellationToken);

    private static bool MustLeave(Pod pod) => pod is { IsFinished: false, IsMirror: false } && pod.Metadata.Controller?.Kind != "DaemonSet";

    private async Task TryEvictAsync(Pod pod, CancellationToken cancellationToken)
    {
        var eviction = new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod.Name, ["namespace"] = pod.Namespace },
            ["deleteOptions"] = new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = pod.Uid } },
        };
        try
        {
            await cluster.Api.Client.CreateAsync(ResourceTypes.Pods, pod.Namespace, eviction, cancellationToken, "eviction", pod.Name);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict || exception.Code == 429)
        {
            // Gone, replaced, or held by its budget: the next round sees.
        }
        catch (ApiException exception) when (exception.Code == 500)
        {
            cluster.Api.Events.Warning(pod, "eks", "EvictionFailed", exception.Message);
        }
    }
}
