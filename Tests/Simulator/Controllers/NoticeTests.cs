using CniMigration.Simulator.Api;
using CniMigration.Simulator.Model;

namespace CniMigration.Tests.Simulator.Controllers;

[TestFixture]
internal sealed class NoticeTests : ControllerTests
{
    [Test]
    public async Task A_kind_that_nothing_acts_on_is_told_so()
    {
        await Cluster.CreateAsync(ResourceTypes.ReplicationControllers, """
            {"metadata":{"name":"old"},"spec":{"template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"a","image":"b"}]}}}}
            """);

        await Cluster.UntilAsync<Resource>(ResourceTypes.Events, _ => Cluster.HasEvent("NotModelled", "ReplicationControllers are not modelled here"));
    }

    [Test]
    public async Task Custom_resources_and_rules_that_nothing_evaluates_are_told_so()
    {
        await Cluster.CreateAsync(ResourceTypes.CustomResourceDefinitions, """
            {"metadata":{"name":"idles.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"idles","kind":"Idle"},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object",
               "x-kubernetes-validations":[{"rule":"true"}]}}}}}]}}
            """);
        await Cluster.UntilAsync<Resource>(ResourceTypes.Events, _ => Cluster.HasEvent("NotModelled", "Rules in x-kubernetes-validations are not evaluated here"));

        await Cluster.CreateAsync(Cluster.Core.Types.FindPlural("example.com", "idles")!, """{"metadata":{"name":"one"},"spec":{}}""");

        await Cluster.UntilAsync<Resource>(ResourceTypes.Events, _ => Cluster.HasEvent("NotModelled", "Idle is stored and served here, and nothing acts on it"));
    }
}
