using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class ServerTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task The_server_tells_what_it_serves(KubectlProgram kubectl)
    {
        (await RunAsync(kubectl, "api-resources", "--no-headers"))
            .Exits(0)
            .Says("deployments deploy apps/v1 true Deployment", "nodes no v1 false Node", "crd,crds");
        (await RunAsync(kubectl, "api-versions")).Exits(0).Says("apps/v1", "rbac.authorization.k8s.io/v1", Differs("policy/v1", "policy/v1beta1", Because120));
        (await RunAsync(kubectl, "version")).Exits(0).Says(Differs("v1.33", "v1.20", "They are of different versions"));
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Kinds_and_their_fields_are_explained(KubectlProgram kubectl)
    {
        (await RunAsync(kubectl, "explain", "deployment.spec.template.spec.containers"))
            .Exits(0)
            .Says("Deployment", "imagePullPolicy", "<string>", "volumeMounts");
        (await RunAsync(kubectl, "explain", "pod"))
            .Exits(0)
            .Says(
                "KIND: Pod",
                "spec",
                kubectl.IsOld ? "<Object>" : Differs("<PodSpec>", "<Object>", "1.20 has no OpenAPI v3, and the older form names no types"));
        (await RunAsync(kubectl, "explain", "pod.spec.nobody")).Refuses("field \"nobody\" does not exist");
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task A_field_that_is_not_there_is_refused_before_anything_is_made(KubectlProgram kubectl)
    {
        const string manifest = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"odd"},"dta":{"a":"1"}}""";
        (await ApplyAsync(kubectl, manifest)).Refuses("unknown field");
        (await Api.GetAsync($"{ConfigMaps}/odd")).Gives(404);
        (await ApplyAsync(kubectl, manifest, "--validate=false")).Prints("configmap/odd created");
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Rights_are_asked_for(KubectlProgram kubectl)
    {
        var robot = $"--as=system:serviceaccount:{Namespace}:default";
        (await RunAsync(kubectl, "create", "role", "reader", "--verb=get,list", "--resource=pods")).Prints("role.rbac.authorization.k8s.io/reader created");
        (await RunAsync(kubectl, "create", "rolebinding", "readers", "--role=reader", $"--serviceaccount={Namespace}:default")).Exits(0);
        (await RunAsync(kubectl, "auth", "can-i", "list", "pods")).Prints("yes");
        Assert.That(async () => (await RunAsync(kubectl, "auth", "can-i", "list", "pods", robot)).Normal, Is.EqualTo("yes").After(5000, 200));
        (await RunAsync(kubectl, "auth", "can-i", "delete", "pods", robot)).Exits(1).Says("no");
        (await RunAsync(kubectl, "auth", "can-i", "--list", robot)).Exits(0).Says("pods [] [] [get list]");
        (await RunAsync(kubectl, "get", "secrets", robot)).Refuses(
            $"Error from server (Forbidden): secrets is forbidden: User \"system:serviceaccount:{Namespace}:default\" cannot list resource \"secrets\" in "
                + $"API group \"\" in the namespace \"{Namespace}\"");
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task What_needs_a_container_or_a_meter_is_refused_with_the_reason(KubectlProgram kubectl)
    {
        await NodeAsync("a");
        (await RunAsync(kubectl, "run", "one", "--image=one:1")).Prints("pod/one created");
        (await RunAsync(kubectl, "wait", "--for=condition=Ready", "pod/one", "--timeout=60s")).Prints("pod/one condition met");
        (await RunAsync(kubectl, "top", "nodes")).Refuses("Metrics API not available");
        (await RunAsync(kubectl, "logs", "one")).Refuses(Simulated("write no logs"));
        (await RunAsync(kubectl, "exec", "one", "--", "ls")).Refuses(Simulated("nothing can be executed"));
        (await RunAsync(kubectl, "port-forward", "pod/one", ":80")).Refuses(Simulated("instead of forwarding a port"));
    }

    private string Simulated(string reason) => Differs(reason, "", "The real server dials a kubelet that is not there, and words that by its address");
}
