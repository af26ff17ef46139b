using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Controllers;

internal sealed class NodeTests(ServerKind kind) : ConformanceTest(kind)
{
    [Test]
    public async Task A_new_node_is_tainted_until_it_is_ready()
    {
        var name = $"{Namespace}-new";
        var created = (await Api.PostAsync("/api/v1/nodes", $$$"""{"metadata":{"name":"{{{name}}}"}}""")).Gives(201);
        created.HasJson("spec.taints", """[{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule"}]""");
        await ConditionAsync(name, "Ready", "True");
        await UntilAsync($"/api/v1/nodes/{name}", node => node["spec.taints"] is null);
        (await Api.DeleteAsync($"/api/v1/nodes/{name}")).Gives(200);
    }

    [TestCase("Ready", "False", "node.kubernetes.io/not-ready", "NoExecute NoSchedule")]
    [TestCase("Ready", "Unknown", "node.kubernetes.io/unreachable", "NoExecute NoSchedule")]
    [TestCase("MemoryPressure", "True", "node.kubernetes.io/memory-pressure", "NoSchedule")]
    [TestCase("DiskPressure", "True", "node.kubernetes.io/disk-pressure", "NoSchedule")]
    [TestCase("PIDPressure", "True", "node.kubernetes.io/pid-pressure", "NoSchedule")]
    [TestCase("NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable", "NoSchedule")]
    public async Task A_condition_taints_its_node_and_its_end_clears_the_taint(string condition, string status, string taint, string effects)
    {
        // Where no node at all is ready, a real cluster takes itself for the culprit and evicts nobody.
        await NodeAsync("ready");
        await NodeAsync("ready-too");
        var node = await NodeAsync("a");
        await ConditionAsync(node, condition, status);
        await UntilAsync($"/api/v1/nodes/{node}", answer => Effects(answer, taint) == effects);
        await ConditionAsync(node, condition, condition == "Ready" ? "True" : "False");
        await UntilAsync($"/api/v1/nodes/{node}", answer => Effects(answer, taint).Length == 0);
    }

    [Test]
    public async Task A_cordon_is_a_taint_too()
    {
        var node = await NodeAsync("a");
        (await Api.PatchAsync($"/api/v1/nodes/{node}", """{"spec":{"unschedulable":true}}""")).Gives(200);
        await UntilAsync($"/api/v1/nodes/{node}", answer => Effects(answer, "node.kubernetes.io/unschedulable") == "NoSchedule");
        (await Api.PatchAsync($"/api/v1/nodes/{node}", """{"spec":{"unschedulable":null}}""")).Gives(200);
        await UntilAsync($"/api/v1/nodes/{node}", answer => answer["spec.taints"] is null);
    }

    [Test]
    public async Task A_taint_of_ours_stays_beside_those_of_conditions()
    {
        var node = await NodeAsync("a");
        (await Api.PatchAsync($"/api/v1/nodes/{node}", """{"spec":{"taints":[{"key":"ours","value":"v","effect":"NoSchedule"}]}}""")).Gives(200);
        await ConditionAsync(node, "DiskPressure", "True");
        await UntilAsync($"/api/v1/nodes/{node}", answer => Effects(answer, "node.kubernetes.io/disk-pressure") == "NoSchedule");
        await ConditionAsync(node, "DiskPressure", "False");
        (await UntilAsync($"/api/v1/nodes/{node}", answer => Effects(answer, "node.kubernetes.io/disk-pressure").Length == 0))
            .HasJson("spec.taints", """[{"key":"ours","value":"v","effect":"NoSchedule"}]""");
    }

    [Test]
    public async Task A_taint_that_executes_evicts_what_does_not_tolerate_it()
    {
        var node = await NodeAsync("a");
        await RunAsync("plain", node, "[]");
        await RunAsync("tolerant", node, """[{"key":"out","operator":"Exists","effect":"NoExecute"}]""");
        (await Api.PatchAsync($"/api/v1/nodes/{node}", """{"spec":{"taints":[{"key":"out","effect":"NoExecute"}]}}""")).Gives(200);
        await UntilAsync($"{Pods}/plain", gone => gone.Status == 404);
        (await Api.GetAsync($"{Pods}/tolerant")).Gives(200).Has("metadata.deletionTimestamp", null);
    }

    private async Task RunAsync(string name, string node, string tolerations)
    {
        (await Api.PostAsync(
            Pods,
            $$$"""
            {"metadata":{"name":"{{{name}}}"},"spec":{"nodeName":"{{{node}}}","tolerations":{{{tolerations}}},"containers":[{"name":"c",
            "image":"i"}]}}
            """))
            .Gives(201);
        await UntilAsync($"{Pods}/{name}", pod => (string?)pod["status.phase"] == "Running");
    }

    private static string Effects(Answer node, string taint) => string.Join(' ',
        (node["spec.taints"] as JsonArray ?? [])
            .Where(entry => (string?)entry!["key"] == taint)
            .Select(entry => (string)entry!["effect"]!)
            .Order(StringComparer.Ordinal));
}
