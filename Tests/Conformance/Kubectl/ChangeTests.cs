using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class ChangeTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Rollouts_are_followed_restarted_undone_and_paused(KubectlProgram kubectl)
    {
        await NodeAsync("a");
        (await ApplyAsync(kubectl, WebManifest.Text())).Exits(0);
        (await RunAsync(kubectl, "set", "image", "deployment/web", "web=web:2")).Prints("deployment.apps/web image updated");
        (await RunAsync(kubectl, "rollout", "status", "deployment/web", "--timeout=60s")).Says("successfully rolled out");
        (await RunAsync(kubectl, "rollout", "history", "deployment/web")).Prints("deployment.apps/web\nREVISION CHANGE-CAUSE\n1 <none>\n2 <none>");
        (await RunAsync(kubectl, "rollout", "undo", "deployment/web")).Prints("deployment.apps/web rolled back");
        (await Api.GetAsync($"{Deployments}/web")).Has("spec.template.spec.containers.0.image", "web:1");
        (await RunAsync(kubectl, "rollout", "pause", "deployment/web")).Prints("deployment.apps/web paused");
        (await RunAsync(kubectl, "rollout", "restart", "deployment/web")).Refuses("can't restart paused deployment");
        (await RunAsync(kubectl, "rollout", "resume", "deployment/web")).Prints("deployment.apps/web resumed");
        (await RunAsync(kubectl, "rollout", "restart", "deployment/web")).Prints("deployment.apps/web restarted");
        (await RunAsync(kubectl, "rollout", "status", "deployment/web", "--timeout=60s")).Says("successfully rolled out");
        (await RunAsync(kubectl, "wait", "--for=condition=Available", "deployment/web", "--timeout=60s")).Prints("deployment.apps/web condition met");
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Objects_are_made_labelled_scaled_patched_exposed_and_deleted(KubectlProgram kubectl)
    {
        (await RunAsync(kubectl, "create", "deployment", "web", "--image=web:1")).Prints("deployment.apps/web created");
        (await RunAsync(kubectl, "create", "configmap", "settings", "--from-literal=a=1")).Prints("configmap/settings created");
        (await RunAsync(kubectl, "expose", "deployment", "web", "--port=80")).Prints("service/web exposed");
        (await RunAsync(kubectl, "label", "deployment", "web", "tier=front")).Prints("deployment.apps/web labeled");
        (await RunAsync(kubectl, "label", "deployment", "web", "tier=back")).Refuses("'tier' already has a value (front), and --overwrite is false");
        (await RunAsync(kubectl, "label", "--overwrite", "deployment", "web", "tier=back")).Prints("deployment.apps/web labeled");
        (await RunAsync(kubectl, "annotate", "deployment", "web", "note=hello")).Prints("deployment.apps/web annotated");
        (await RunAsync(kubectl, "scale", "deployment", "web", "--replicas=3")).Prints("deployment.apps/web scaled");
        (await RunAsync(kubectl, "scale", "deployment", "web", "--replicas=2", "--current-replicas=9")).Refuses("xpected replicas to be 9, was 3");
        (await RunAsync(kubectl, "patch", "deployment", "web", "-p", """{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:2"}]}}}}"""))
            .Exits(0);
        (await RunAsync(kubectl, "patch", "deployment", "web", "--type=merge", "-p", """{"spec":{"replicas":1}}""")).Prints("deployment.apps/web patched");
        (await RunAsync(kubectl, "patch", "deployment", "web", "--type=json", "-p", """[{"op":"replace","path":"/spec/replicas","value":0}]"""))
            .Prints("deployment.apps/web patched");
        (await Api.GetAsync($"{Deployments}/web")).Has("spec.replicas", 0).HasJson("metadata.labels", """{"app":"web","tier":"back"}""");
        (await RunAsync(kubectl, "autoscale", "deployment", "web", "--min=1", "--max=3", "--cpu-percent=50"))
            .Prints("horizontalpodautoscaler.autoscaling/web autoscaled");
        (await RunAsync(kubectl, "delete", "deployment", "web", "--cascade=orphan")).Prints("deployment.apps \"web\" deleted");
        await UntilAsync(ReplicaSets, sets => sets.Items.Any() && sets.Items.All(set => set["metadata"]!["ownerReferences"] is null));
        (await RunAsync(kubectl, "delete", "replicaset", "-l", "app=web")).Says("replicaset.apps", "deleted");
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Nodes_are_tainted_cordoned_and_drained_within_budgets(KubectlProgram kubectl)
    {
        var node = await NodeAsync("a");
        (await ApplyAsync(kubectl, WebManifest.Text())).Exits(0);
        (await RunAsync(kubectl, "rollout", "status", "deployment/web", "--timeout=60s")).Exits(0);
        (await RunAsync(kubectl, "taint", "node", node, "team=a:NoSchedule")).Prints($"node/{node} tainted");
        (await RunAsync(kubectl, "taint", "node", node, "team=a:NoSchedule")).Refuses("already has team taint(s)");
        (await RunAsync(kubectl, "taint", "node", node, "team-")).Prints($"node/{node} untainted");
        (await Api.PostAsync(Budgets, """{"metadata":{"name":"web"},"spec":{"minAvailable":2,"selector":{"matchLabels":{"app":"web"}}}}""")).Gives(201);
        await UntilAsync($"{Budgets}/web", budget => (int?)budget["status.currentHealthy"] == 2);

        (await RunAsync(kubectl, "drain", node, "--dry-run=client")).Exits(0).Says("dry run", "web-");
        (await RunAsync(kubectl, "drain", node, "--timeout=2s")).Refuses("Cannot evict pod as it would violate the pod's disruption budget");
        (await RunAsync(kubectl, "describe", "node", node)).Says("node.kubernetes.io/unschedulable:NoSchedule", "Unschedulable: true");
        (await RunAsync(kubectl, "uncordon", node)).Prints($"node/{node} uncordoned");
        (await RunAsync(kubectl, "cordon", node)).Prints($"node/{node} cordoned");
        (await RunAsync(kubectl, "cordon", node)).Prints($"node/{node} already cordoned");
        (await Api.DeleteAsync($"{Budgets}/web")).Gives(200);
        (await RunAsync(kubectl, "drain", node, "--timeout=60s")).Exits(0).Says($"node/{node} {(kubectl.IsOld ? "evicted" : "drained")}");
        Assert.That((await Api.GetAsync($"/api/v1/pods?fieldSelector=spec.nodeName={node}")).Items, Is.Empty);
    }
}
