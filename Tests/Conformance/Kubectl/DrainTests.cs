using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class DrainTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task What_a_drain_leaves_it_names_with_the_flag_that_takes_it(KubectlProgram kubectl)
    {
        var node = await NodeAsync("a");
        (await Api.PostAsync(
            DaemonSets,
            $$$$$"""
            {"metadata":{"name":"agent"},"spec":{"selector":{"matchLabels":{"app":"agent"}},"template":{"metadata":{"labels":{"app":"agent"}},
            "spec":{"nodeSelector":{"case":"{{{{{Namespace}}}}}"},"containers":[{"name":"c","image":"c"}]}}}}
            """))
            .Gives(201);
        (await Api.PostAsync(Pods, Bare("alone", """,{"name":"scratch","emptyDir":{}}""", "app", "alone"))).Gives(201);
        (await Api.PostAsync(Pods, Bare("other", "", "app", "other"))).Gives(201);
        await UntilAsync(Pods, pods => pods.Items.Count() == 3 && pods.Items.All(pod => (string?)pod["status"]!["phase"] == "Running"));

        (await RunAsync(kubectl, "drain", node, "--timeout=30s")).Refuses("cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)",
            "(use --force to override)", "local storage (use --delete-emptydir-data to override)", $"{Namespace}/alone");
        (await RunAsync(kubectl, "drain", node, "--ignore-daemonsets", "--force", "--delete-emptydir-data", "--dry-run=client"))
            .Exits(0)
            .Says("dry run", $"{Namespace}/alone");
        (await RunAsync(kubectl, "drain", node, "--ignore-daemonsets", "--force", "--delete-emptydir-data", "--pod-selector=app=other", "--timeout=60s"))
            .Exits(0).Says($"evicting pod {Namespace}/other");
        (await Api.GetAsync($"{Pods}/alone")).Gives(200);
        (await RunAsync(
            kubectl, "drain", $"--selector=case={Namespace}", "--ignore-daemonsets", "--force", "--delete-emptydir-data", "--disable-eviction",
            "--timeout=60s"))
            .Exits(0).Says("pod/alone deleted", "ignoring DaemonSet-managed");
        (await Api.GetAsync($"{Pods}/alone")).Gives(404);
        Assert.That((await Api.GetAsync(Pods)).Items.Count(), Is.EqualTo(1), "the DaemonSet's pod stays");
        (await RunAsync(kubectl, "uncordon", $"--selector=case={Namespace}")).Prints($"node/{node} uncordoned");

        string Bare(string name, string volume, string label, string value) => $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"{{{label}}}":"{{{value}}}"}},"spec":{"nodeSelector":{"case":"{{{Namespace}}}"},
             "containers":[{"name":"c","image":"c"}],
             "volumes":[{"name":"map","configMap":{"name":"kube-root-ca.crt"}}{{{volume}}}]}}
            """;
    }
}
