using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

/// <summary>Rollouts of what keeps its own revisions.</summary>
internal sealed class RolloutTests(ServerKind kind) : KubectlTest(kind)
{
    private const string Both = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent}
        spec:
          selector: {matchLabels: {app: agent}}
          template: {metadata: {labels: {app: agent}}, spec: {nodeSelector: {case: NAME}, containers: [{name: agent, image: "agent:1"}]}}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          replicas: 2
          selector: {matchLabels: {app: db}}
          template: {metadata: {labels: {app: db}}, spec: {nodeSelector: {case: NAME}, containers: [{name: db, image: "db:1"}]}}
        """;

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task DaemonSets_and_StatefulSets_are_followed_restarted_and_undone(KubectlProgram kubectl)
    {
        await NodeAsync("a");
        (await ApplyAsync(kubectl, Both.Replace("NAME", Namespace, StringComparison.Ordinal))).Exits(0);
        (await RunAsync(kubectl, "rollout", "status", "daemonset/agent", "--timeout=60s")).Exits(0).Says("daemon set \"agent\" successfully rolled out");
        (await RunAsync(kubectl, "rollout", "status", "statefulset/db", "--timeout=60s")).Exits(0);
        foreach (var (set, container) in ((string, string)[])[("daemonset/agent", "agent"), ("statefulset/db", "db")])
        {
            var full = set.Replace("/", ".apps/", StringComparison.Ordinal);
            (await RunAsync(kubectl, "set", "image", set, $"{container}={container}:2")).Prints($"{full} image updated");
            (await RunAsync(kubectl, "rollout", "status", set, "--timeout=60s")).Exits(0);
            (await RunAsync(kubectl, "rollout", "history", set)).Prints($"{full}\nREVISION CHANGE-CAUSE\n1 <none>\n2 <none>");
            (await RunAsync(kubectl, "rollout", "history", set, "--revision=1")).Exits(0).Says($"{full} with revision #1", $"Image: {container}:1");
            (await RunAsync(kubectl, "rollout", "undo", set, "--to-revision=1")).Prints($"{full} rolled back");
            (await RunAsync(kubectl, "rollout", "restart", set)).Prints($"{full} restarted");
            (await RunAsync(kubectl, "rollout", "status", set, "--timeout=60s")).Exits(0);
            (await RunAsync(kubectl, "rollout", "pause", set)).Refuses("pausing is not supported");
            (await RunAsync(kubectl, "get", "pods", "-l", $"app={container}", "-o", "jsonpath={.items[0].spec.containers[0].image}")).Prints($"{container}:1");
        }

        (await RunAsync(kubectl, "scale", "statefulset/db", "--replicas=1")).Prints("statefulset.apps/db scaled");
        await UntilAsync($"{Pods}/db-1", pod => pod.Status == 404);
    }
}
