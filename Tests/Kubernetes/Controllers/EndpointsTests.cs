using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class EndpointsTests : ControllerTests
{
    [Test]
    public async Task A_service_has_the_ready_pods_it_selects()
    {
        Cluster.Kubelet.Holds = pod => pod.Name == "c";
        await Cluster.CreateAsync(ResourceTypes.Services,
            """{"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"name":"http","port":80,"targetPort":8080,"protocol":"TCP"}]}}""");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod(name, app: "web"));
        }

        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("other"));

        var endpoints = await Cluster.UntilOneAsync<Endpoints>(
            ResourceTypes.Endpoints, "web", item => item.Subsets.Count == 1 && item.Subsets[0].Addresses.Count == 2);

        Assert.That(endpoints.Subsets[0].Addresses.Select(address => address.TargetRef?.Name), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(endpoints.Subsets[0].Ports.Single(), Is.EqualTo(new EndpointPort { Name = "http", Port = 8080 }));
        await Cluster.UntilAsync<Resource>(
            ResourceTypes.EndpointSlices, slices => slices.Any(slice => slice.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") == "web"
            && Count(slice.Name) == 2));

        await Cluster.DeleteAsync(ResourceTypes.Pods, "a");
        await Cluster.UntilOneAsync<Endpoints>(
            ResourceTypes.Endpoints, "web", item => item.Subsets[0].Addresses.Select(address => address.TargetRef?.Name).SequenceEqual(["b"]));
        await Cluster.DeleteAsync(ResourceTypes.Services, "web");
        await Cluster.UntilAsync<Endpoints>(ResourceTypes.Endpoints, all => all.All(item => item.Name != "web"));
        await Cluster.UntilAsync<Resource>(
            ResourceTypes.EndpointSlices, all => all.All(item => item.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") != "web"));
    }

    private int Count(string slice) =>
        Cluster.Core.Store.Find(ResourceTypes.EndpointSlices, $"default/{slice}")?.ToJson()["endpoints"]?.AsArray().Count ?? 0;
}
