using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>What a restart cannot get past though nothing in the Deployment's strategy says so: a volume, a quota, a lock, a tie to its own pods.</summary>
internal sealed class SurgeObstacleTests : SurgeScenario
{
    private static IEnumerable<TestCaseData> Obstacles()
    {
        yield return Case("A_volume_that_one_node_holds", 1, WithVolume, (test, _) => test.AddVolumeAsync(), "data is ReadWriteOnce");
        yield return Case(
            "A_quota_without_room_for_one_more", 2, _ => { }, (test, replicas) => test.Cluster.AddQuotaAsync("full", replicas),
            "quota full has no room for one more pod (pods: 2 of 2 used)");
        yield return Case(
            "A_tie_to_its_own_pod", 1, d => d.Spec.Template.Spec.Affinity = BesideItself(), null, "its required affinity asks for a kubernetes.io/hostname");
        yield return Case("A_lock_that_its_old_pod_holds", 1, _ => { }, (test, _) => test.LockAsync(), "surge is off", SurgeMode.Off);
    }

    [TestCaseSource(nameof(Obstacles))]
    public async Task A_plain_restart_hangs_and_the_move_does_not(
        int replicas, Action<V1Deployment> change, Func<SurgeObstacleTests, int, Task> before, string reason, SurgeMode surge,
        CancellationToken cancellationToken)
    {
        Func<Task>? prepare = before is null ? null : () => before(this, replicas);
        await PrepareAsync(replicas, change, newNodes: 2, alreadyThere: 0, prepare, speed: 100);
        Assert.That(await RestartAsync(cancellationToken), Is.EqualTo(Outcome.Hang), "what a plain restart does");
        await Cluster.DisposeAsync();

        await PrepareAsync(replicas, change, newNodes: 2, alreadyThere: 0, prepare, speed: 100);
        var request = Make.ToCilium with { Surge = surge };
        var plan = await new WorkloadMover(Cluster.Mover, Cluster.Time).PlanAsync(request, cancellationToken);
        var result = await MoveAsync(request, cancellationToken);

        Assert.That(plan.Blockers, Is.Empty);
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Evict));
        Assert.That(plan.Workloads.Single().Reason, Does.Contain(reason));
        Assert.That((result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((0, replicas, 0)));
        Assert.That(await NodesAsync("web"), Has.Count.EqualTo(replicas).And.All.StartsWith("cilium"));
    }

    private static TestCaseData Case(
        string name, int replicas, Action<V1Deployment> change, Func<SurgeObstacleTests, int, Task>? before, string reason,
        SurgeMode surge = SurgeMode.Guarded) =>
        new TestCaseData(replicas, change, before, reason, surge).SetName(name);

    private static void WithVolume(V1Deployment deployment) => deployment.Spec.Template.Spec.Volumes =
        [new V1Volume { Name = "data", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = "data" } }];

    private static V1Affinity BesideItself() => new()
    {
        PodAffinity = new V1PodAffinity
        {
            RequiredDuringSchedulingIgnoredDuringExecution =
            [
                new V1PodAffinityTerm
                {
                    TopologyKey = "kubernetes.io/hostname",
                    LabelSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
                },
            ],
        },
    };

    private async Task AddVolumeAsync()
    {
        await Cluster.Client.CoreV1.CreatePersistentVolumeAsync(new V1PersistentVolume
        {
            Metadata = new V1ObjectMeta { Name = "disk" },
            Spec = new V1PersistentVolumeSpec
            {
                AccessModes = ["ReadWriteOnce"],
                Capacity = new Dictionary<string, ResourceQuantity> { ["storage"] = "1Gi" },
                ClaimRef = new V1ObjectReference { NamespaceProperty = "team", Name = "data" },
                Csi = new V1CSIPersistentVolumeSource { Driver = "ebs.csi.aws.com", VolumeHandle = "vol-1" },
            },
        });
        await Cluster.Client.CoreV1.CreateNamespacedPersistentVolumeClaimAsync(
            new V1PersistentVolumeClaim
            {
                Metadata = new V1ObjectMeta { Name = "data" },
                Spec = new V1PersistentVolumeClaimSpec
                {
                    AccessModes = ["ReadWriteOnce"],
                    StorageClassName = "",
                    VolumeName = "disk",
                    Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = "1Gi" } },
                },
            },
            "team");
    }

    /// <summary>A pod waits until no other one of the Deployment runs: the application holds a lock, which Kubernetes cannot know.</summary>
    private Task LockAsync()
    {
        Cluster.Kubelet.IsStuck = pod =>
            pod.Status.Phase == "Pending" && Cluster.Kubelet.Pods.Any(other => other.Uid != pod.Uid && other.Status.Phase == "Running");
        return Task.CompletedTask;
    }
}
