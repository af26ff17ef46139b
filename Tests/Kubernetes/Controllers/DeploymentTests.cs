using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class DeploymentTests : ControllerTests
{
    [Test]
    public async Task A_deployment_gets_its_pods_and_says_so()
    {
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 3));

        var done = await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", IsRolledOut);

        Assert.That(done.Metadata.Annotations["deployment.kubernetes.io/revision"], Is.EqualTo("1"));
        Assert.That(done.Status.Conditions.Find("Progressing")?.Reason, Is.EqualTo("NewReplicaSetAvailable"));
        var set = (await Cluster.ListAsync<ReplicaSet>(ResourceTypes.ReplicaSets)).Single();
        Assert.That(set.Name, Is.EqualTo($"web-{set.Metadata.Labels["pod-template-hash"]}"));
        Assert.That((await Cluster.PodsAsync()).Select(pod => pod.Spec.NodeName).Distinct().Count(), Is.EqualTo(3), "siblings spread over the nodes");
    }

    [Test]
    public async Task A_rollout_never_leaves_fewer_available_pods_than_the_strategy_says()
    {
        await Cluster.CreateAsync(
            ResourceTypes.Deployments, Manifests.Deployment("web", 4, """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}"""));
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", IsRolledOut);
        var least = int.MaxValue;
        var most = 0;
        Cluster.Kubelet.Holds = _ =>
        {
            var pods = Cluster.Core.Store.Snapshot(ResourceTypes.Pods).Items.Values.Select(item => item.As<Pod>()).ToList();
            least = Math.Min(least, pods.Count(pod => pod.IsReady && !pod.IsDeleting));
            most = Math.Max(most, pods.Count(pod => !pod.IsDeleting));
            return false;
        };

        await Cluster.PatchAsync(
            ResourceTypes.Deployments, "web", """{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"now"}}}}}""");
        var done = await Cluster.UntilOneAsync<Deployment>(
            ResourceTypes.Deployments, "web", item => IsRolledOut(item) && item.Metadata.Annotations["deployment.kubernetes.io/revision"] == "2");

        Assert.That(least, Is.GreaterThanOrEqualTo(4));
        Assert.That(most, Is.LessThanOrEqualTo(5));
        Assert.That(done.Status.UpdatedReplicas, Is.EqualTo(4));
        Assert.That((await Cluster.ListAsync<ReplicaSet>(ResourceTypes.ReplicaSets)).Select(set => set.Spec.Replicas).Order(), Is.EqualTo(new[] { 0, 4 }));
    }

    [Test]
    public async Task Recreate_waits_until_the_last_old_pod_is_gone()
    {
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 2, """{"type":"Recreate"}"""));
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", IsRolledOut);
        Cluster.Kubelet.Keeps = _ => true;
        await Cluster.PatchAsync(ResourceTypes.Deployments, "web", """{"spec":{"template":{"metadata":{"annotations":{"round":"2"}}}}}""");

        var ending = await Cluster.UntilPodsAsync(pods => pods.All(pod => pod.IsDeleting));
        Assert.That(ending, Has.Length.EqualTo(2));

        Cluster.Kubelet.Keeps = _ => false;
        await Cluster.Kubelet.LookAgainAsync();
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", item => IsRolledOut(item) && Revision(item) == "2");
    }

    [Test]
    public async Task A_rollout_that_does_not_move_is_called_stuck_after_its_deadline()
    {
        Cluster.Kubelet.Holds = _ => true;
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 1));
        await Cluster.PatchAsync(ResourceTypes.Deployments, "web", """{"spec":{"progressDeadlineSeconds":60}}""");

        var stuck = await Cluster.UntilOneAsync<Deployment>(
            ResourceTypes.Deployments, "web", item => item.Status.Conditions.Find("Progressing")?.Status == "False");

        Assert.That(stuck.Status.Conditions.Find("Progressing")?.Reason, Is.EqualTo("ProgressDeadlineExceeded"));
        Assert.That(stuck.Status.UnavailableReplicas, Is.EqualTo(1));
    }

    [Test]
    public async Task Pods_count_as_available_only_after_min_ready_seconds()
    {
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 1, extra: "\"minReadySeconds\":120"));

        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", item => item.Status is { ReadyReplicas: 1, AvailableReplicas: 0 });
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", IsRolledOut);
    }

    [Test]
    public async Task Old_replica_sets_are_kept_only_as_far_as_the_history_goes()
    {
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 1, extra: "\"revisionHistoryLimit\":1"));
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", IsRolledOut);
        foreach (var round in new[] { "2", "3", "4" })
        {
            await Cluster.PatchAsync(ResourceTypes.Deployments, "web", Round(round));
            await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", item => IsRolledOut(item) && Revision(item) == round);
        }

        await Cluster.UntilAsync<ReplicaSet>(ResourceTypes.ReplicaSets, sets => sets.Length == 2);
    }

    private static string Round(string number) =>
        """{"spec":{"template":{"metadata":{"annotations":{"round":"N"}}}}}""".Replace("N", number, StringComparison.Ordinal);

    internal static bool IsRolledOut(Deployment item) =>
        item.Status.ObservedGeneration >= item.Metadata.Generation
        && item.Status.UpdatedReplicas == item.Spec.Replicas
        && item.Status.Replicas == item.Spec.Replicas
        && item.Status.AvailableReplicas == item.Spec.Replicas;

    private static string Revision(Deployment item) => item.Metadata.Annotations.GetValueOrDefault("deployment.kubernetes.io/revision", "");
}
