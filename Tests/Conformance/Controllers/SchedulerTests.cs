using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Controllers;

internal sealed class SchedulerTests(ServerKind kind) : ConformanceTest(kind)
{
    [Test]
    public async Task A_pod_goes_to_the_node_that_its_selector_names()
    {
        await NodeAsync("a", """{"disk":"slow"}""");
        var fast = await NodeAsync("b", """{"disk":"fast"}""");
        await PodAsync("one", """ "nodeSelector":{"disk":"fast"} """);
        await IsOnAsync("one", fast);
    }

    [Test]
    public async Task A_selector_that_no_node_has_leaves_the_pod_pending()
    {
        await NodeAsync("a");
        await NodeAsync("b");
        await PodAsync("one", """ "nodeSelector":{"disk":"fast"} """);
        Assert.That(await UnschedulableAsync("one"), Does.StartWith(Differs("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
            "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity.", "newer versions name the selector")));
        await NodeAsync("c", """{"disk":"fast"}""");
        await UntilAsync($"{Pods}/one", pod => pod["spec.nodeName"] is not null);
    }

    [Test]
    public async Task Required_node_affinity_is_any_of_its_terms_and_all_of_their_requirements()
    {
        await NodeAsync("a", """{"zone":"1","cni":"old"}""");
        var right = await NodeAsync("b", """{"zone":"1"}""");
        await NodeAsync("c", """{"zone":"2"}""");
        await PodAsync("one", """
            "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
             {"matchExpressions":[{"key":"zone","operator":"In","values":["1"]},{"key":"cni","operator":"NotIn","values":["old"]}]},
             {"matchExpressions":[{"key":"zone","operator":"In","values":["9"]}]}]}}}
            """);
        await IsOnAsync("one", right);
    }

    [Test]
    public async Task A_taint_keeps_pods_away_that_do_not_tolerate_it()
    {
        var node = await NodeAsync("a");
        (await Api.PatchAsync(
            $"/api/v1/nodes/{node}", """{"spec":{"taints":[{"key":"node.cilium.io/agent-not-ready","value":"true","effect":"NoExecute"}]}}"""))
            .Gives(200);
        await PodAsync("one", """ "priority":0 """);
        Assert.That(
            await UnschedulableAsync("one"),
            Does.StartWith(Differs("0/1 nodes are available: 1 node(s) had untolerated taint {node.cilium.io/agent-not-ready: true}.",
            "0/1 nodes are available: 1 node(s) had taint {node.cilium.io/agent-not-ready: true}, that the pod didn't tolerate.",
            "newer versions say it shorter")));
        await PodAsync("two", """ "tolerations":[{"key":"node.cilium.io/agent-not-ready","operator":"Exists"}] """);
        await IsOnAsync("two", node);
        (await Api.PatchAsync($"/api/v1/nodes/{node}", """{"spec":{"taints":null}}""")).Gives(200);
        await IsOnAsync("one", node);
    }

    [Test]
    public async Task A_cordoned_node_takes_nothing_new_and_keeps_what_it_has()
    {
        var node = await NodeAsync("a");
        await PodAsync("before", """ "priority":0 """);
        await IsOnAsync("before", node);
        (await Api.PatchAsync($"/api/v1/nodes/{node}", """{"spec":{"unschedulable":true}}""")).Gives(200);
        await UntilAsync($"/api/v1/nodes/{node}", answer => answer["spec.taints.0.key"] is not null);
        await PodAsync("after", """ "priority":0 """);
        Assert.That(await UnschedulableAsync("after"), Does.StartWith("0/1 nodes are available: 1 node(s) were unschedulable."));
        (await Api.GetAsync($"{Pods}/before")).Has("spec.nodeName", node).Has("metadata.deletionTimestamp", null);
    }

    [Test]
    public async Task Requests_must_fit_what_is_free()
    {
        var node = await NodeAsync("a", cpu: "2");
        await PodAsync("big", """ "priority":0 """, """ "resources":{"requests":{"cpu":"1500m"}} """);
        await IsOnAsync("big", node);
        await PodAsync("late", """ "priority":0 """, """ "resources":{"requests":{"cpu":"600m"}} """);
        Assert.That(await UnschedulableAsync("late"), Does.StartWith("0/1 nodes are available: 1 Insufficient cpu."));
        await PodAsync("small", """ "priority":0 """, """ "resources":{"requests":{"cpu":"500m"}} """);
        await IsOnAsync("small", node);
        (await Api.DeleteAsync($"{Pods}/big")).Gives(200);
        await IsOnAsync("late", node);
    }

    [Test]
    public async Task A_node_takes_as_many_pods_as_it_says()
    {
        var node = await NodeAsync("a", pods: 1);
        await PodAsync("first", """ "priority":0 """);
        await IsOnAsync("first", node);
        await PodAsync("second", """ "priority":0 """);
        Assert.That(await UnschedulableAsync("second"), Does.StartWith("0/1 nodes are available: 1 Too many pods."));
    }

    [Test]
    public async Task Each_node_counts_with_its_own_reason()
    {
        await NodeAsync("a", """{"disk":"slow"}""");
        var full = await NodeAsync("b", """{"disk":"fast"}""", cpu: "1");
        await PodAsync("first", """ "nodeSelector":{"disk":"fast"} """, """ "resources":{"requests":{"cpu":"1"}} """);
        await IsOnAsync("first", full);
        await PodAsync("second", """ "nodeSelector":{"disk":"fast"} """, """ "resources":{"requests":{"cpu":"1"}} """);
        Assert.That(
            await UnschedulableAsync("second"),
            Does.StartWith(Differs("0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector.",
            "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity.", "newer versions name the selector")));
    }

    [Test]
    public async Task Required_anti_affinity_keeps_pods_apart()
    {
        await NodeAsync("a");
        await NodeAsync("b");
        const string apart = """
            "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname",
             "labelSelector":{"matchLabels":{"app":"web"}}}]}}
            """;
        await PodAsync("one", apart);
        await PodAsync("two", apart);
        var first = await UntilAsync($"{Pods}/one", pod => pod["spec.nodeName"] is not null);
        var second = await UntilAsync($"{Pods}/two", pod => pod["spec.nodeName"] is not null);
        Assert.That((string?)first["spec.nodeName"], Is.Not.EqualTo((string?)second["spec.nodeName"]));
        await PodAsync("three", apart);
        Assert.That(await UnschedulableAsync("three"), Does.StartWith(Differs("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.",
            "0/2 nodes are available: 2 node(s) didn't match pod affinity/anti-affinity, 2 node(s) didn't match pod anti-affinity rules.",
            "1.20 counts both reasons")));
    }

    [Test]
    public async Task Required_affinity_brings_pods_together()
    {
        await NodeAsync("a");
        await NodeAsync("b");
        await PodAsync("one", """ "priority":0 """);
        var first = await UntilAsync($"{Pods}/one", pod => pod["spec.nodeName"] is not null);
        await PodAsync("two", """
            "affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname",
             "labelSelector":{"matchLabels":{"app":"web"}}}]}}
            """);
        await IsOnAsync("two", (string)first["spec.nodeName"]!);
    }

    [Test]
    public async Task Spread_constraints_bound_the_skew()
    {
        await NodeAsync("a", """{"topology.kubernetes.io/zone":"1"}""");
        await NodeAsync("b", """{"topology.kubernetes.io/zone":"2"}""", pods: 1);
        const string spread = """
            "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"topology.kubernetes.io/zone","whenUnsatisfiable":"DoNotSchedule",
             "labelSelector":{"matchLabels":{"app":"web"}}}]
            """;
        foreach (var name in (string[])["one", "two", "three"])
        {
            await PodAsync(name, spread);
            await UntilAsync($"{Pods}/{name}", pod => pod["spec.nodeName"] is not null);
        }

        await PodAsync("four", spread);
        Assert.That(
            await UnschedulableAsync("four"),
            Does.StartWith("0/2 nodes are available: 1 Too many pods, 1 node(s) didn't match pod topology spread constraints."));
    }

    private async Task PodAsync(string name, string spec, string container = """ "tty":false """) => (await Api.PostAsync(Pods,
        $$$"""
        {"metadata":{"name":"{{{name}}}","labels":{"app":"web"}},"spec":{{{{spec}}},"containers":[{"name":"c","image":"i",{{{container}}}}]}}
        """)).Gives(201);

    private async Task IsOnAsync(string pod, string node) =>
        (await UntilAsync($"{Pods}/{pod}", answer => answer["spec.nodeName"] is not null)).Has("spec.nodeName", node);

    private async Task<string> UnschedulableAsync(string pod)
    {
        var waiting = await UntilAsync($"{Pods}/{pod}", answer => Scheduled(answer)?["status"]?.GetValue<string>() == "False");
        waiting.Has("spec.nodeName", null).Has("status.phase", "Pending");
        Assert.That((string?)Scheduled(waiting)!["reason"], Is.EqualTo("Unschedulable"));
        return (string)Scheduled(waiting)!["message"]!;
    }

    private static System.Text.Json.Nodes.JsonNode? Scheduled(Answer pod) =>
        (pod["status.conditions"] as System.Text.Json.Nodes.JsonArray)?.FirstOrDefault(condition => (string?)condition!["type"] == "PodScheduled");
}
