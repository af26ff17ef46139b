using System.Net;
using System.Text.Json;
using CniMigration.Benchmarks.ApiServer;
using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Benchmarks.Moves.Watching;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Benchmarks.Moves;

/// <summary>Fills a server with the cluster to move: workloads complete on the old nodes, budgets counted, and empty new nodes beside them.</summary>
internal sealed class ClusterSetup(ApiConnection api, ClusterPlan plan, MoveObserver observer, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>After it every client may send its burst again.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await NodesAsync(Manifests.Old, ClusterPlan.PodsPerNode, cancellationToken);
        var version = await BudgetVersionAsync(cancellationToken);
        await ClusterLoad.EachAsync(plan.Workloads.Count, (index, token) => AddAsync(plan.Workloads[index], version, token), cancellationToken);
        await observer.Settled.WaitAsync(Patience, clock, cancellationToken);
        await UntilAsync("deployments complete", "/apis/apps/v1/deployments", IsComplete, cancellationToken);
        await UntilAsync("budgets counted", $"/apis/policy/{version}/poddisruptionbudgets", IsCounted, cancellationToken);
        await NodesAsync(Manifests.New, plan.PodsPerNewNode, cancellationToken);
        await Task.Delay(Rest, clock, cancellationToken);
    }

    private static bool IsComplete(JsonElement deployment) =>
        deployment.GetProperty("status") is var status
        && Number(status, "availableReplicas") == Number(deployment.GetProperty("spec"), "replicas")
        && Number(status, "observedGeneration") == Number(deployment.GetProperty("metadata"), "generation");

    private static bool IsCounted(JsonElement budget) =>
        budget.TryGetProperty("status", out var status)
            && Number(status, "expectedPods") > 0
            && Number(status, "currentHealthy") == Number(status, "expectedPods");

    private static bool IsOpen(JsonElement node) => !node.GetProperty("spec").TryGetProperty("taints", out var taints) || taints.GetArrayLength() == 0;

    private static int Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private async Task NodesAsync(string side, int pods, CancellationToken cancellationToken)
    {
        await ClusterLoad.EachAsync(
            plan.Nodes, (index, token) => api.SendAsync(HttpMethod.Post, "/api/v1/nodes", Manifests.Node(side, index, pods), token), cancellationToken);
        await UntilAsync("nodes open", "/api/v1/nodes", IsOpen, cancellationToken);
    }

    private async Task<string> BudgetVersionAsync(CancellationToken cancellationToken)
    {
        using var response = await api.Http.GetAsync("/apis/policy/v1", cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? "v1beta1" : "v1";
    }

    private async Task AddAsync(BenchmarkWorkload workload, string version, CancellationToken cancellationToken)
    {
        if (workload.HoldsVolume)
        {
            await api.SendAsync(HttpMethod.Post, "/api/v1/persistentvolumes", Manifests.Volume(workload), cancellationToken);
            await api.SendAsync(
                HttpMethod.Post, $"/api/v1/namespaces/{Manifests.Namespace}/persistentvolumeclaims", Manifests.Claim(workload), cancellationToken);
        }

        if (workload.Budget is { } budget)
        {
            await api.SendAsync(
                HttpMethod.Post, $"/apis/policy/{version}/namespaces/{Manifests.Namespace}/poddisruptionbudgets", Manifests.Budget(workload, budget, version),
                cancellationToken);
        }

        await api.SendAsync(
            HttpMethod.Post, $"/apis/apps/v1/namespaces/{Manifests.Namespace}/{(workload.IsStateful ? "statefulsets" : "deployments")}",
            Manifests.Workload(workload), cancellationToken);
    }

    private async Task UntilAsync(string what, string path, Func<JsonElement, bool> holds, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            using var response = await api.Http.GetAsync(path, cancellationToken);
            response.EnsureSuccessStatusCode();
            using var list = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            if (list.RootElement.GetProperty("items").EnumerateArray().All(holds))
            {
                return;
            }

            if (clock.GetElapsedTime(start) > Patience)
            {
                throw new InvalidOperationException($"The cluster did not get ready to be measured: expected {what} within {Patience}.");
            }

            await Task.Delay(Step, clock, cancellationToken);
        }
    }
}
