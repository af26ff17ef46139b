using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class VolumeTests : ControllerTests
{
    [SetUp]
    public async Task ProvideAsync()
    {
        await Cluster.CreateAsync(ResourceTypes.StorageClasses,
            """{"metadata":{"name":"gp3"},"provisioner":"ebs.csi.aws.com","reclaimPolicy":"Delete","volumeBindingMode":"WaitForFirstConsumer"}""");
        await Cluster.CreateAsync(ResourceTypes.PersistentVolumeClaims,
            """{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"gp3","resources":{"requests":{"storage":"8Gi"}}}}""");
    }

    [Test]
    public async Task A_volume_comes_with_its_first_pod_and_is_attached_to_that_node()
    {
        var waiting = (await Cluster.ListAsync<PersistentVolumeClaim>(ResourceTypes.PersistentVolumeClaims)).Single();
        Assert.That(waiting.IsBound, Is.False);

        await Cluster.CreateAsync(ResourceTypes.Pods, Pod("one"));

        var pod = await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "one", item => item.IsReady);
        var claim = await Cluster.UntilOneAsync<PersistentVolumeClaim>(ResourceTypes.PersistentVolumeClaims, "data", item => item.IsBound);
        var attachment = (await Cluster.UntilAsync<VolumeAttachment>(ResourceTypes.VolumeAttachments, all => all.Any(item => item.Status.Attached))).Single();
        Assert.That((attachment.Spec.NodeName, attachment.Spec.Source.PersistentVolumeName), Is.EqualTo((pod.Spec.NodeName, claim.Spec.VolumeName)));
    }

    [Test]
    public async Task A_volume_of_one_node_stays_there_until_the_last_pod_is_gone()
    {
        await Cluster.CreateAsync(ResourceTypes.Pods, Pod("one"));
        var first = await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "one", item => item.IsReady);
        await Cluster.UntilAsync<VolumeAttachment>(ResourceTypes.VolumeAttachments, all => all.Any(item => item.Status.Attached));
        await Cluster.CordonAsync(first.Spec.NodeName);

        await Cluster.CreateAsync(ResourceTypes.Pods, Pod("two"));
        var second = await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "two", item => item.Spec.NodeName.Length > 0);
        await Cluster.UntilAsync<Resource>(ResourceTypes.Events, _ => Cluster.HasEvent("FailedAttachVolume", "Multi-Attach"));
        Assert.That(
            (await Cluster.ListAsync<VolumeAttachment>(ResourceTypes.VolumeAttachments)).Select(item => item.Spec.NodeName),
            Is.EqualTo(new[] { first.Spec.NodeName }));

        await Cluster.DeleteAsync(ResourceTypes.Pods, "one");
        await Cluster.UntilAsync<VolumeAttachment>(
            ResourceTypes.VolumeAttachments, all => all.Any(item => item.Status.Attached && item.Spec.NodeName == second.Spec.NodeName));
    }

    [Test]
    public async Task A_zonal_volume_holds_its_pod_in_the_zone()
    {
        await Cluster.CreateAsync(ResourceTypes.Pods, Pod("one"));
        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "one", item => item.IsReady);
        foreach (var node in new[] { "node-1", "node-2", "node-3" })
        {
            await Cluster.CordonAsync(node);
        }

        await Cluster.CreateNodeAsync("far", "eu-west-1b");

        await Cluster.CreateAsync(ResourceTypes.Pods, Pod("two"));

        var waiting = await Cluster.UntilUnschedulableAsync("two");
        Assert.That(waiting,
            Is.EqualTo("0/4 nodes are available: 1 node(s) had volume node affinity conflict, 3 node(s) were unschedulable."));
    }

    [Test]
    public async Task A_deleted_claim_takes_its_volume_along_when_no_pod_uses_it()
    {
        await Cluster.CreateAsync(ResourceTypes.Pods, Pod("one"));
        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "one", item => item.IsReady);
        await Cluster.DeleteAsync(ResourceTypes.PersistentVolumeClaims, "data");
        Assert.That(await Cluster.ListAsync<PersistentVolume>(ResourceTypes.PersistentVolumes), Has.Length.EqualTo(1));

        await Cluster.DeleteAsync(ResourceTypes.Pods, "one");

        await Cluster.UntilAsync<PersistentVolume>(ResourceTypes.PersistentVolumes, all => all.Length == 0);
        Assert.That(await Cluster.ListAsync<PersistentVolumeClaim>(ResourceTypes.PersistentVolumeClaims), Is.Empty);
    }

    private static string Pod(string name) => Manifests.Pod(name, "\"volumes\":[{\"name\":\"d\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]");
}
