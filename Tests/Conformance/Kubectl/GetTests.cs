using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class GetTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Every_output_shows_the_same_objects(KubectlProgram kubectl)
    {
        var node = await NodeAsync("a");
        (await ApplyAsync(kubectl, WebManifest.Text())).Exits(0);
        (await RunAsync(kubectl, "rollout", "status", "deployment/web", "--timeout=60s")).Says("deployment \"web\" successfully rolled out");

        (await RunAsync(kubectl, "get", "deployment")).Prints("NAME READY UP-TO-DATE AVAILABLE AGE\nweb 2/2 2 2 AGE");
        (await RunAsync(kubectl, "get", "deployment", "-o", "wide"))
            .Prints("NAME READY UP-TO-DATE AVAILABLE AGE CONTAINERS IMAGES SELECTOR\nweb 2/2 2 2 AGE web web:1 app=web");
        (await RunAsync(kubectl, "get", "deployment/web", "configmap/settings", "-o", "name")).Prints("deployment.apps/web\nconfigmap/settings");
        (await RunAsync(kubectl, "get", "deploy", "web", "-o", "yaml"))
            .Exits(0)
            .Says("apiVersion: apps/v1\nkind: Deployment", "image: web:1", "readyReplicas: 2");
        var json = JsonNode.Parse((await RunAsync(kubectl, "get", "deploy", "-o", "json")).Exits(0).Output)!;
        Assert.That((int?)json["items"]![0]!["status"]!["availableReplicas"], Is.EqualTo(2));
        (await RunAsync(kubectl, "get", "deploy", "web", "-o", "jsonpath={.spec.replicas} {.spec.template.spec.containers[?(@.name==\"web\")].image}"))
            .Prints("2 web:1");
        (await RunAsync(kubectl, "get", "pods", "-o", "custom-columns=NODE:.spec.nodeName,PHASE:.status.phase"))
            .Prints($"NODE PHASE\n{node} Running\n{node} Running");
        (await RunAsync(kubectl, "get", "pods", "-o", "go-template={{range .items}}{{.status.phase}} {{end}}")).Prints("Running Running");
        (await RunAsync(kubectl, "get", "pods", "--no-headers", "-o", "custom-columns=READY:.status.containerStatuses[0].ready")).Prints("true\ntrue");
        (await RunAsync(kubectl, "get", "cm,svc", "-l", "app=web", "--show-labels", "--no-headers"))
            .Exits(0)
            .Says("configmap/settings", "service/web", "app=web");
        (await RunAsync(kubectl, "get", "nodes", "-l", $"case={Namespace}", "--no-headers")).Says($"{node} Ready <none>");
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Lists_are_selected_sorted_paged_and_watched(KubectlProgram kubectl)
    {
        foreach (var (name, tier) in ((string, string)[])[("c", "front"), ("a", "back"), ("b", "front")])
        {
            (await Api.PostAsync(
                ConfigMaps,
                $$$"""{"metadata":{"name":"{{{name}}}","labels":{"tier":"{{{tier}}}"}},"data":{"order":"{{{(name == "a" ? 2 : name == "b" ? 3 : 1)}}}"}}"""))
                .Gives(201);
        }

        string[] names = ["-o", "jsonpath={.items[*].metadata.name}"];
        (await RunAsync(kubectl, ["get", "cm", "-l", "tier", .. names])).Prints("a b c");
        (await RunAsync(kubectl, ["get", "cm", "-l", "tier in (front),tier!=back", .. names])).Prints("b c");
        (await RunAsync(kubectl, ["get", "cm", "-l", "tier", "--sort-by=.data.order", .. names])).Prints("c a b");
        (await RunAsync(kubectl, ["get", "cm", "--field-selector=metadata.name=b", .. names])).Prints("b");
        (await RunAsync(kubectl, ["get", "cm", "-l", "tier", "--chunk-size=1", .. names])).Prints("a b c");
        (await RunAsync(kubectl, "get", "cm", "-A", "-l", "tier=back", "--no-headers")).Says($"{Namespace} a 1 AGE");
        (await RunAsync(kubectl, "get", "cm", "-l", "tier=back", "-w", "--request-timeout=3s", "--no-headers")).Says("a 1 AGE");
        (await RunAsync(kubectl, "get", "cm", "-l", "tier=none")).Says("No resources found");
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task What_is_not_there_is_named(KubectlProgram kubectl)
    {
        (await RunAsync(kubectl, "get", "pod", "nobody")).Refuses("Error from server (NotFound): pods \"nobody\" not found");
        (await RunAsync(kubectl, "get", "nothings")).Refuses("error: the server doesn't have a resource type \"nothings\"");
        (await RunAsync(kubectl, "get", "deployment.apps/nobody", "--ignore-not-found")).Prints("");
        (await RunAsync(kubectl, "create", "namespace", Namespace)).Refuses($"Error from server (AlreadyExists): namespaces \"{Namespace}\" already exists");
    }
}
