using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Controllers;

internal sealed class DaemonSetTests(ServerKind kind) : ConformanceTest(kind)
{
    private string Agent => $"{DaemonSets}/agent";

    [Test]
    public async Task A_pod_runs_on_each_node_that_fits()
    {
        var a = await NodeAsync("a");
        var b = await NodeAsync("b");
        await CreateAsync();
        await UntilReadyAsync(2);
        Assert.That(await NodesAsync(), Is.EquivalentTo((string[])[a, b]));
        var c = await NodeAsync("c");
        await UntilReadyAsync(3);
        Assert.That(await NodesAsync(), Is.EquivalentTo((string[])[a, b, c]));
    }

    [Test]
    public async Task Its_pods_tolerate_what_befalls_a_node_and_are_pinned_to_it()
    {
        var node = await NodeAsync("a");
        await CreateAsync();
        await UntilReadyAsync(1);
        var pod = (await Api.GetAsync(Pods)).Items.Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                pod["spec"]!["tolerations"]!.AsArray().Select(toleration => $"{toleration!["key"]}:{toleration["effect"]}").Order(StringComparer.Ordinal),
                Is.EqualTo((string[])
            [
                "node.kubernetes.io/disk-pressure:NoSchedule", "node.kubernetes.io/memory-pressure:NoSchedule", "node.kubernetes.io/not-ready:NoExecute",
                "node.kubernetes.io/pid-pressure:NoSchedule", "node.kubernetes.io/unreachable:NoExecute", "node.kubernetes.io/unschedulable:NoSchedule",
            ]));
            Assert.That(
                (string?)Answer.At(pod, "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0.matchFields.0.values.0"),
                Is.EqualTo(node));
            Assert.That((string?)Answer.At(pod, "metadata.ownerReferences.0.kind"), Is.EqualTo("DaemonSet"));
            Assert.That(Answer.At(pod, "metadata.labels.controller-revision-hash"), Is.Not.Null);
            Assert.That((string?)Answer.At(pod, "metadata.labels.pod-template-generation"), Is.EqualTo(Differs(null, "1",
                "it is a relic of extensions/v1beta1 that nothing reads any more")));
        });
    }

    [Test]
    public async Task A_new_affinity_moves_its_pods()
    {
        var a = await NodeAsync("a", """{"cni":"aws-cni"}""");
        await NodeAsync("b");
        await CreateAsync();
        await UntilReadyAsync(2);
        var patched = await Api.PatchAsync(Agent, """
            {"spec":{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
             {"matchExpressions":[{"key":"cni","operator":"In","values":["aws-cni"]}]}]}}}}}}}
            """, ApiClient.StrategicMerge);
        patched.Gives(200).Has("metadata.generation", 2);
        await UntilAsync(Agent, set => (int?)set["status.observedGeneration"] == 2 && (int?)set["status.desiredNumberScheduled"] == 1
            && (int?)set["status.updatedNumberScheduled"] == 1 && (int?)set["status.numberAvailable"] == 1 && set["status.numberMisscheduled"]!
                .GetValue<int>() == 0);
        await UntilAsync(Pods, pods => pods.Items.Count() == 1);
        Assert.That(await NodesAsync(), Is.EqualTo((string[])[a]));
        Assert.That((await Api.GetAsync($"/apis/apps/v1/namespaces/{Namespace}/controllerrevisions")).Items.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task An_update_on_delete_waits_for_the_deletion()
    {
        await NodeAsync("a");
        await CreateAsync(""" "updateStrategy":{"type":"OnDelete"}, """);
        await UntilReadyAsync(1);
        (await Api.PatchAsync(Agent, """{"spec":{"template":{"metadata":{"annotations":{"x":"2"}}}}}""")).Gives(200);
        var waiting = await UntilAsync(Agent, set => (int?)set["status.observedGeneration"] == 2);
        waiting.Has("status.updatedNumberScheduled", null);
        var old = (await Api.GetAsync(Pods)).Names.Single();
        (await Api.DeleteAsync($"{Pods}/{old}")).Gives(200);
        await UntilAsync(Agent, set => (int?)set["status.updatedNumberScheduled"] == 1 && (int?)set["status.numberReady"] == 1);
    }

    [Test]
    public async Task A_rolling_update_keeps_to_what_may_be_unavailable()
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            await NodeAsync(name);
        }

        await CreateAsync();
        await UntilReadyAsync(3);
        (await Api.PatchAsync(Agent, """{"spec":{"template":{"metadata":{"annotations":{"kubelet/ready":"never"}}}}}""")).Gives(200);
        var stuck = await UntilAsync(Agent, set => (int?)set["status.updatedNumberScheduled"] == 1 && (int?)set["status.numberUnavailable"] == 1);
        stuck.Has("status.numberReady", 2);
        await UntilAsync(Pods, pods => pods.Items.Count() == 3);
    }

    [Test]
    public async Task A_cordoned_node_keeps_its_pods_and_gets_new_ones()
    {
        var node = await NodeAsync("a");
        (await Api.PatchAsync($"/api/v1/nodes/{node}", """{"spec":{"unschedulable":true}}""")).Gives(200);
        await CreateAsync();
        await UntilReadyAsync(1);
    }

    private async Task CreateAsync(string spec = "") => (await Api.PostAsync(DaemonSets, $$$$$"""
        {"metadata":{"name":"agent"},"spec":{{{{{{spec}}}}}"selector":{"matchLabels":{"app":"agent"}},
         "template":{"metadata":{"labels":{"app":"agent"}},"spec":{"nodeSelector":{"case":"{{{{{Namespace}}}}}"},"containers":[{"name":"c","image":"i"}]}}}}
        """)).Gives(201);

    private Task<Answer> UntilReadyAsync(int count) =>
        UntilAsync(Agent, set => (int?)set["status.numberReady"] == count && (int?)set["status.desiredNumberScheduled"] == count);

    private async Task<string[]> NodesAsync() => [.. (await Api.GetAsync(Pods)).Items.Select(pod => (string)pod["spec"]!["nodeName"]!)];
}
