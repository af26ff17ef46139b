using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Tests.Migration.Clusters;
using k8s;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>Pods of a StatefulSet, whose successors bear their names.</summary>
internal sealed class SameNameTests : MoveFixture
{
    [Test]
    public Task A_successor_is_not_evicted_for_the_pod_that_somebody_else_took_away(CancellationToken cancellationToken) =>
        LeavesTheSuccessorAloneAsync(HttpMethod.Post, "/pods/db-0/eviction", Make.ToCilium, cancellationToken);

    [Test]
    public Task A_successor_is_not_deleted_for_the_pod_that_somebody_else_took_away(CancellationToken cancellationToken) =>
        LeavesTheSuccessorAloneAsync(HttpMethod.Delete, "/pods/db-0", Make.ToCilium with { Recreate = true }, cancellationToken);

    private async Task LeavesTheSuccessorAloneAsync(HttpMethod method, string path, MoveRequest request, CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.Client.AppsV1.CreateNamespacedStatefulSetAsync(StatefulSet("db", 1), "team", cancellationToken: cancellationToken);
        await Cluster.OpenBothSidesAsync(pods: 1);
        if (request.Recreate)
        {
            await Cluster.AddAsync(Budget("db", minAvailable: "1"));
            await Cluster.UntilAsync(
                "the budget allows nothing",
                async () => (await Cluster.Client.PolicyV1.ListPodDisruptionBudgetForAllNamespacesAsync()).Items.Single().Status
                    is { ObservedGeneration: > 0, DisruptionsAllowed: 0 });
        }

        var first = (await Cluster.PodsAsync()).Single().Metadata.Uid;
        string? successor = null;
        using var client = Cluster.Open(new FirstRequest(method, path, async () =>
        {
            await Cluster.Client.CoreV1.DeleteNamespacedPodAsync("db-0", "team", cancellationToken: cancellationToken);
            await Cluster.UntilAsync(
                "the successor",
                async () => (await Cluster.PodsAsync()) is [{ Metadata.Uid: { } uid }] && uid != first && (successor = uid) is not null);
        }));

        var result = await new WorkloadMover(client, Cluster.Time).MoveAsync(request, Cluster.Reporter, cancellationToken);

        Assert.That(result.Remaining, Is.Zero);
        Assert.That(successor, Is.Not.Null);
        Assert.That((await Cluster.PodsAsync()).Single().Metadata.Uid, Is.EqualTo(successor));
    }
}
