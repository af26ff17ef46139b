using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class GarbageTests : ControllerTests
{
    [SetUp]
    public async Task DeployAsync()
    {
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 2));
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", DeploymentTests.IsRolledOut);
    }

    [Test]
    public async Task Foreground_deletion_keeps_the_owner_until_the_last_pod_is_gone()
    {
        Cluster.Kubelet.Keeps = _ => true;
        await Cluster.DeleteAsync(ResourceTypes.Deployments, "web", "Foreground");
        await Cluster.UntilPodsAsync(pods => pods.All(pod => pod.IsDeleting));
        Assert.That(await Cluster.ListAsync<Deployment>(ResourceTypes.Deployments), Has.Length.EqualTo(1));

        Cluster.Kubelet.Keeps = _ => false;
        await Cluster.Kubelet.LookAgainAsync();
        await Cluster.UntilAsync<Deployment>(ResourceTypes.Deployments, all => all.Length == 0);
        Assert.That(await Cluster.PodsAsync(), Is.Empty);
    }

    [Test]
    public async Task Orphaned_dependents_stay_and_are_adopted_by_the_next_owner()
    {
        var pods = (await Cluster.PodsAsync()).Select(pod => pod.Uid).Order().ToArray();
        await Cluster.DeleteAsync(ResourceTypes.Deployments, "web", "Orphan");
        await Cluster.UntilAsync<Deployment>(ResourceTypes.Deployments, all => all.Length == 0);
        var set = await Cluster.UntilAsync<ReplicaSet>(ResourceTypes.ReplicaSets, sets => sets.Single().Metadata.OwnerReferences.Count == 0);

        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 2));
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", DeploymentTests.IsRolledOut);

        Assert.That((await Cluster.ListAsync<ReplicaSet>(ResourceTypes.ReplicaSets)).Single().Uid, Is.EqualTo(set.Single().Uid));
        Assert.That((await Cluster.PodsAsync()).Select(pod => pod.Uid).Order(), Is.EqualTo(pods));
    }

    [Test]
    public async Task A_deleted_namespace_is_emptied_first()
    {
        await Cluster.CreateAsync(ResourceTypes.Namespaces, """{"metadata":{"name":"team"}}""");
        await Cluster.UntilAsync<ConfigMap>(ResourceTypes.ConfigMaps, maps => maps.Any(map => map.Key == "team/kube-root-ca.crt"));
        await Cluster.Client.CreateAsync(
            ResourceTypes.Deployments, "team", (JsonObject)JsonNode.Parse(Manifests.Deployment("web", 2))!, CancellationToken.None);
        await Cluster.UntilPodsAsync(pods => pods.Count(pod => pod.Namespace == "team" && pod.IsReady) == 2);

        await Cluster.DeleteAsync(ResourceTypes.Namespaces, "team");

        await Cluster.UntilAsync<NamespaceObject>(ResourceTypes.Namespaces, all => all.All(item => item.Name != "team"));
        Assert.That((await Cluster.PodsAsync()).Count(pod => pod.Namespace == "team"), Is.Zero);
    }
}
