using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class CreateTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Objects_are_made_from_the_command_line(KubectlProgram kubectl)
    {
        (await RunAsync(kubectl, "create", "secret", "generic", "key", "--from-literal=a=b")).Prints("secret/key created");
        (await RunAsync(kubectl, "create", "serviceaccount", "robot")).Prints("serviceaccount/robot created");
        (await RunAsync(kubectl, "create", "service", "clusterip", "web", "--tcp=80:8080")).Prints("service/web created");
        (await RunAsync(kubectl, "create", "ingress", "front", "--rule=a.example.com/=web:80")).Prints("ingress.networking.k8s.io/front created");
        (await RunAsync(kubectl, "create", "job", "once", "--image=c")).Prints("job.batch/once created");
        (await RunAsync(kubectl, "create", "quota", "quota", "--hard=secrets=9")).Prints("resourcequota/quota created");
        (await RunAsync(kubectl, "create", "priorityclass", Namespace, "--value=7")).Prints($"priorityclass.scheduling.k8s.io/{Namespace} created");
        (await RunAsync(kubectl, "delete", "priorityclass", Namespace)).Exits(0);
        (await RunAsync(kubectl, "create", "role", "odd", "--verb=get", "--resource=nothings")).Refuses("the server doesn't have a resource type \"nothings\"");
        (await RunAsync(kubectl, "run", "one", "--image=one:1", "--dry-run=client", "-o", "jsonpath={.spec.containers[0].image}")).Prints("one:1");
        (await RunAsync(kubectl, "run", "one", "--image=one:1", "--dry-run=server", "-o", "name")).Prints("pod/one");
        (await Api.GetAsync($"{Pods}/one")).Gives(404);

        // An older kubectl and a newer server, or the other way round, have no version of these in common.
        var common = Differs(!kubectl.IsOld, kubectl.IsOld, "They are served since 1.21 in the version that newer ones know");
        var budget = await RunAsync(kubectl, "create", "poddisruptionbudget", "web", "--min-available=1", "--selector=app=web");
        var nightly = await RunAsync(kubectl, "create", "cronjob", "nightly", "--image=c", "--schedule=0 1 * * *");
        if (common)
        {
            budget.Prints("poddisruptionbudget.policy/web created");
            nightly.Prints("cronjob.batch/nightly created");
            (await RunAsync(kubectl, "get", "pdb,cronjob")).Exits(0).Says("web 1 N/A 0 AGE", "nightly 0 1 * * *");
            (await RunAsync(kubectl, "describe", "pdb/web", "cronjob/nightly"))
                .Exits(0)
                .Says("Min available: 1", "Selector: app=web", "Schedule: 0 1 * * *", "Concurrency Policy: Allow");
            (await RunAsync(kubectl, "create", "job", "now", "--from=cronjob/nightly")).Prints("job.batch/now created");
        }
        else
        {
            budget.Exits(1);
            nightly.Exits(1);
        }
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Objects_are_edited_replaced_set_and_pruned(KubectlProgram kubectl)
    {
        (await ApplyAsync(kubectl, WebManifest.Text())).Exits(0);
        (await RunAsync(kubectl, "edit", "configmap", "settings")).Prints("configmap/settings edited");
        (await Api.GetAsync($"{ConfigMaps}/settings")).Has("data.a", "edited");
        (await RunAsync(kubectl, "edit", "configmap", "settings")).Says("Edit cancelled, no changes made");
        (await FeedAsync(kubectl, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{"c":"3"}}""", "replace", "-f", "-"))
            .Prints("configmap/settings replaced");
        (await Api.GetAsync($"{ConfigMaps}/settings")).HasJson("data", """{"c":"3"}""");
        (await FeedAsync(kubectl, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"nobody"}}""", "replace", "-f", "-"))
            .Refuses("configmaps \"nobody\" not found");
        (await RunAsync(kubectl, "set", "env", "deployment/web", "LEVEL=debug")).Prints("deployment.apps/web env updated");
        (await RunAsync(kubectl, "set", "resources", "deployment/web", "--limits=cpu=1")).Prints("deployment.apps/web resource requirements updated");
        (await RunAsync(kubectl, "set", "serviceaccount", "deployment/web", "robot")).Prints("deployment.apps/web serviceaccount updated");
        (await Api.GetAsync($"{Deployments}/web"))
            .Has("spec.template.spec.containers.0.env.1.value", "debug")
            .Has("spec.template.spec.containers.0.resources.limits.cpu", "1")
            .Has("spec.template.spec.serviceAccountName", "robot");

        var only = kubectl.IsOld ? "--prune-whitelist=core/v1/ConfigMap" : "--prune-allowlist=core/v1/ConfigMap";
        const string other = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"other","labels":{"app":"web"}}}""";
        (await ApplyAsync(kubectl, other)).Prints("configmap/other created");
        (await ApplyAsync(kubectl, WebManifest.Text(), "--prune", "-l", "app=web", only)).Exits(0).Says("configmap/other pruned");
        (await Api.GetAsync($"{ConfigMaps}/other")).Gives(404);
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Paths_events_and_the_health_of_components_can_be_read(KubectlProgram kubectl)
    {
        (await RunAsync(kubectl, "get", "--raw", "/readyz")).Prints("ok");
        (await RunAsync(kubectl, "get", "--raw", $"{ConfigMaps}?labelSelector=none")).Exits(0).Says("\"kind\":\"ConfigMapList\"", "\"items\":[]");
        (await RunAsync(kubectl, "get", "--raw", "/apis/nobody")).Refuses("the server could not find the requested resource");
        (await RunAsync(kubectl, "get", "componentstatuses"))
            .Exits(0)
            .Says("v1 ComponentStatus is deprecated in v1.19+", "NAME STATUS MESSAGE ERROR", "etcd-0 Healthy");
        (await RunAsync(kubectl, "create", "deployment", "web", "--image=web:1")).Exits(0);
        await UntilAsync($"{Core("events")}?fieldSelector=involvedObject.name%3Dweb", events => events.Items.Any());
        (await RunAsync(kubectl, "get", "events", "--field-selector=involvedObject.name=web,type=Normal", "--sort-by=.metadata.creationTimestamp"))
            .Exits(0).Says("Normal ScalingReplicaSet deployment/web Scaled up replica set web-");
        if (!kubectl.IsOld)
        {
            (await RunAsync(kubectl, "events", "--for", "deployment/web")).Exits(0).Says("ScalingReplicaSet Deployment/web");
        }

        if (!kubectl.IsOld)
        {
            (await RunAsync(kubectl, "wait", "--for=jsonpath={.spec.replicas}=1", "deployment/web", "--timeout=10s"))
                .Prints("deployment.apps/web condition met");
        }
        (await RunAsync(
            kubectl,
            "get",
            "deployment",
            "-o",
            "jsonpath={range .items[?(@.spec.replicas==1)]}{.metadata.name}{\"\\t\"}{.spec.template.spec.containers[0].image}{\"\\n\"}{end}"))
            .Prints("web web:1");
        (await RunAsync(kubectl, "get", "deployment", "-o", "go-template={{range .items}}{{.metadata.name}}={{len .spec.template.spec.containers}}{{end}}"))
            .Prints("web=1");
        (await RunAsync(kubectl, "get", "deployment", "web", "-o", "custom-columns=IMAGES:.spec.template.spec.containers[*].image,NONE:.spec.nothing"))
            .Prints("IMAGES NONE\nweb:1 <none>");
    }
}
