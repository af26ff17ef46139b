using CniMigration.Migration.Workloads.Room;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>What a pod takes of its node, as the scheduler counts it.</summary>
public sealed class PodRequestsTests
{
    [Test]
    public void Sidecars_run_beside_the_containers() =>
        Assert.That(Cpu(new V1PodSpec { Containers = [Asks("500m")], InitContainers = [Sidecar("200m"), Sidecar("100m")] }), Is.EqualTo(0.8m));

    [Test]
    public void An_init_container_runs_beside_the_sidecars_before_it_and_not_those_after_it()
    {
        Assert.That(Cpu(new V1PodSpec { Containers = [Asks("500m")], InitContainers = [Sidecar("200m"), Asks("900m")] }), Is.EqualTo(1.1m));
        Assert.That(Cpu(new V1PodSpec { Containers = [Asks("500m")], InitContainers = [Asks("900m"), Sidecar("200m")] }), Is.EqualTo(0.9m));
    }

    [Test]
    public void Overhead_comes_on_top() =>
        Assert.That(
            Cpu(new V1PodSpec { Containers = [Asks("500m")], InitContainers = [Asks("900m")], Overhead = Amounts("100m") }),
            Is.EqualTo(1.0m));

    [Test]
    public void What_the_pod_asks_for_as_a_whole_holds() =>
        Assert.That(
            Cpu(new V1PodSpec { Containers = [Asks("500m")], Resources = new V1ResourceRequirements { Requests = Amounts("2") }, Overhead = Amounts("100m") }),
            Is.EqualTo(2.1m));

    [Test]
    public void Overhead_limits_only_what_has_a_limit()
    {
        var pod = new V1PodSpec { Containers = [Asks("500m")], Overhead = Amounts("100m") };
        Assert.That(PodRequests.LimitsOf(pod), Is.Empty);

        pod.Containers[0].Resources.Limits = Amounts("1");

        Assert.That(PodRequests.LimitsOf(pod)["cpu"], Is.EqualTo(1.1m));
    }

    [Test]
    public void Every_pod_is_one() => Assert.That(PodRequests.Of(new V1PodSpec())["pods"], Is.EqualTo(1));

    private static decimal Cpu(V1PodSpec pod) => PodRequests.Of(pod)["cpu"];

    private static V1Container Sidecar(string cpu)
    {
        var container = Asks(cpu);
        container.RestartPolicy = "Always";
        return container;
    }

    private static V1Container Asks(string cpu) => new() { Name = cpu, Resources = new V1ResourceRequirements { Requests = Amounts(cpu) } };

    private static Dictionary<string, ResourceQuantity> Amounts(string cpu) => new() { ["cpu"] = cpu };
}
