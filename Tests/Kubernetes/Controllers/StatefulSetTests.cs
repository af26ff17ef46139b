using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class StatefulSetTests : ControllerTests
{
    private const string Round = """{"spec":{"template":{"metadata":{"annotations":{"round":"2"}}}}}""";

    private const string VolumeClaims =
        """
        "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"gp3",
         "resources":{"requests":{"storage":"8Gi"}}}}]
        """;

    [Test]
    public async Task Pods_start_in_order_and_each_waits_for_the_one_before()
    {
        Cluster.Kubelet.Holds = pod => pod.Name == "db-1";
        await Cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 3));

        var waiting = await Cluster.UntilPodsAsync(pods => pods.Any(pod => pod.Name == "db-1" && pod.Spec.NodeName.Length > 0));
        Assert.That(waiting.Select(pod => pod.Name).Order(), Is.EqualTo(new[] { "db-0", "db-1" }));
        Assert.That(waiting[0].Metadata.Labels["statefulset.kubernetes.io/pod-name"], Is.EqualTo(waiting[0].Name));
        Assert.That(waiting[0].Spec.Subdomain, Is.EqualTo("db"));

        Cluster.Kubelet.Holds = _ => false;
        await Cluster.Kubelet.LookAgainAsync();
        await Cluster.UntilOneAsync<StatefulSet>(ResourceTypes.StatefulSets, "db", IsRolledOut);
    }

    [Test]
    public async Task Scaling_down_takes_the_highest_first()
    {
        await Cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 3));
        await Cluster.UntilOneAsync<StatefulSet>(ResourceTypes.StatefulSets, "db", IsRolledOut);
        Cluster.Kubelet.Keeps = _ => true;

        await Cluster.PatchAsync(ResourceTypes.StatefulSets, "db", """{"spec":{"replicas":1}}""");
        var ending = await Cluster.UntilPodsAsync(pods => pods.Any(pod => pod.IsDeleting));
        Assert.That(ending.Where(pod => pod.IsDeleting).Select(pod => pod.Name), Is.EqualTo(new[] { "db-2" }));

        Cluster.Kubelet.Keeps = _ => false;
        await Cluster.Kubelet.LookAgainAsync();
        var left = await Cluster.UntilPodsAsync(pods => pods.Length == 1);
        Assert.That(left.Single().Name, Is.EqualTo("db-0"));
    }

    [Test]
    public async Task An_update_rolls_from_the_last_to_the_partition()
    {
        await Cluster.CreateAsync(ResourceTypes.StatefulSets,
            Manifests.StatefulSet("db", 3, "\"updateStrategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"partition\":1}}"));
        var before = await Cluster.UntilOneAsync<StatefulSet>(ResourceTypes.StatefulSets, "db", IsRolledOut);

        await Cluster.PatchAsync(ResourceTypes.StatefulSets, "db", Round);
        var after = await Cluster.UntilOneAsync<StatefulSet>(ResourceTypes.StatefulSets, "db", item => item.Status is { UpdatedReplicas: 2, ReadyReplicas: 3 });

        Assert.That(after.Status.CurrentRevision, Is.EqualTo(before.Status.CurrentRevision));
        var updated = (await Cluster.PodsAsync()).Where(pod => pod.Metadata.Annotations.ContainsKey("round")).Select(pod => pod.Name).Order();
        Assert.That(updated, Is.EqualTo(new[] { "db-1", "db-2" }));

        await Cluster.PatchAsync(ResourceTypes.StatefulSets, "db", """{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}""");
        await Cluster.UntilOneAsync<StatefulSet>(
            ResourceTypes.StatefulSets, "db", item => IsRolledOut(item) && item.Status.CurrentRevision == item.Status.UpdateRevision
            && item.Status.UpdateRevision != before.Status.UpdateRevision);
    }

    [Test]
    public async Task Parallel_pods_do_not_wait_for_each_other()
    {
        Cluster.Kubelet.Holds = _ => true;
        await Cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 3, "\"podManagementPolicy\":\"Parallel\""));

        await Cluster.UntilPodsAsync(pods => pods.Length == 3);
    }

    [Test]
    public async Task A_pod_comes_back_under_its_name_to_its_volume_and_zone()
    {
        await Cluster.CreateNodeAsync("node-b", "eu-west-1b");
        await Cluster.CreateAsync(ResourceTypes.StorageClasses,
            """{"metadata":{"name":"gp3"},"provisioner":"ebs.csi.aws.com","reclaimPolicy":"Delete","volumeBindingMode":"WaitForFirstConsumer"}""");
        await Cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 1,
            VolumeClaims));
        await Cluster.UntilOneAsync<StatefulSet>(ResourceTypes.StatefulSets, "db", IsRolledOut);
        var volume = (await Cluster.ListAsync<PersistentVolume>(ResourceTypes.PersistentVolumes)).Single();
        var zone = volume.Spec.NodeAffinity!.Required!.NodeSelectorTerms[0].MatchExpressions[0].Values.Single();
        var first = (await Cluster.PodsAsync()).Single();

        await Cluster.DeleteAsync(ResourceTypes.Pods, "db-0");
        var second = (await Cluster.UntilPodsAsync(pods => pods.Any(pod => pod.IsReady && pod.Uid != first.Uid))).Single();

        var node = (await Cluster.ListAsync<Node>(ResourceTypes.Nodes)).Single(item => item.Name == second.Spec.NodeName);
        Assert.That(node.Metadata.Labels["topology.kubernetes.io/zone"], Is.EqualTo(zone));
        Assert.That((await Cluster.ListAsync<PersistentVolumeClaim>(ResourceTypes.PersistentVolumeClaims)).Single(), Has.Property("Name").EqualTo("data-db-0"));
    }

    private static bool IsRolledOut(StatefulSet item) =>
        item.Status.ObservedGeneration >= item.Metadata.Generation
            && item.Status.ReadyReplicas == item.Spec.Replicas
            && item.Status.Replicas == item.Spec.Replicas
        && item.Status.UpdatedReplicas == item.Spec.Replicas;
}
