using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class ApplyTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Client_side_apply_creates_leaves_changes_and_removes(KubectlProgram kubectl)
    {
        (await ApplyAsync(kubectl, WebManifest.Text())).Prints("configmap/settings created\nservice/web created\ndeployment.apps/web created");
        (await ApplyAsync(kubectl, WebManifest.Text())).Prints("configmap/settings unchanged\nservice/web unchanged\ndeployment.apps/web unchanged");
        (await FeedAsync(kubectl, WebManifest.Text("web:2", ""), "diff", "-f", "-")).Exits(1).Says("- b: two", "- image: web:1", "+ image: web:2");
        (await ApplyAsync(kubectl, WebManifest.Text("web:2", ""), "--dry-run=server")).Says("deployment.apps/web configured (server dry run)");
        (await ApplyAsync(kubectl, WebManifest.Text("web:2", "")))
            .Prints("configmap/settings configured\nservice/web unchanged\ndeployment.apps/web configured");
        (await FeedAsync(kubectl, WebManifest.Text("web:2", ""), "diff", "-f", "-")).Prints("");

        (await Api.GetAsync($"{ConfigMaps}/settings")).HasJson("data", """{"a":"one"}""");
        (await Api.GetAsync($"{Deployments}/web"))
            .Has("spec.template.spec.containers.0.image", "web:2")
            .Has("spec.template.spec.containers.0.ports.0.containerPort", 8080);
        (await FeedAsync(kubectl, WebManifest.Text(), "delete", "-f", "-", "--wait=true"))
            .Says("configmap \"settings\" deleted", "service \"web\" deleted", "deployment.apps \"web\" deleted");
        (await Api.GetAsync($"{Deployments}/web")).Gives(404);
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Server_side_apply_creates_changes_removes_and_tells_of_conflicts(KubectlProgram kubectl)
    {
        const string applied = "configmap/settings serverside-applied\nservice/web serverside-applied\ndeployment.apps/web serverside-applied";
        (await ApplyAsync(kubectl, WebManifest.Text(), "--server-side")).Prints(applied);
        (await ApplyAsync(kubectl, WebManifest.Text("web:2", ""), "--server-side")).Prints(applied);
        (await Api.GetAsync($"{ConfigMaps}/settings")).HasJson("data", """{"a":"one"}""");
        (await Api.PatchAsync($"{Deployments}/web?fieldManager=other", """{"spec":{"replicas":3}}""")).Gives(200);

        (await ApplyAsync(kubectl, WebManifest.Text("web:2", ""), "--server-side")).Refuses("conflict", "with \"other\"", ".spec.replicas");
        (await ApplyAsync(kubectl, WebManifest.Text("web:2", ""), "--server-side", "--force-conflicts")).Prints(applied);
        (await Api.GetAsync($"{Deployments}/web")).Has("spec.replicas", 2);
    }
}
