using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class DeleteTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCase("background")]
    [TestCase("foreground")]
    [TestCase("orphan")]
    public async Task Dependents_go_with_their_owner_or_stay(string cascade)
    {
        foreach (var kubectl in KubectlProgram.Found)
        {
            (await ApplyAsync(kubectl, WebManifest.Text())).Exits(0);
            await UntilAsync($"{Pods}?labelSelector=app%3Dweb", pods => pods.Items.Count() == 2);
            (await RunAsync(kubectl, "delete", "deployment", "web", $"--cascade={cascade}")).Says("deployment.apps \"web\" deleted");
            if (cascade == "orphan")
            {
                await UntilAsync($"{ReplicaSets}?labelSelector=app%3Dweb", sets => sets.Items.Single()["metadata"]!["ownerReferences"] is null);
                (await RunAsync(kubectl, "delete", "replicaset", "--all", "--wait=false")).Says("replicaset.apps \"web-");
            }
            else if (cascade == "foreground")
            {
                Assert.That(
                    (await Api.GetAsync($"{Pods}?labelSelector=app%3Dweb")).Items.Where(pod => pod["metadata"]!["deletionTimestamp"] is null), Is.Empty);
            }

            await UntilAsync($"{Pods}?labelSelector=app%3Dweb", pods => !pods.Items.Any());
            await UntilAsync($"{ReplicaSets}?labelSelector=app%3Dweb", sets => !sets.Items.Any());
        }
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task What_goes_is_waited_for(KubectlProgram kubectl)
    {
        await NodeAsync("a");
        (await Api.PostAsync(
            Pods,
            $$$"""
            {"metadata":{"name":"slow","annotations":{"kubelet/stays":"true"}},"spec":{"nodeSelector":{"case":"{{{Namespace}}}"},
            "containers":[{"name":"c","image":"c"}]}}
            """))
            .Gives(201);
        (await RunAsync(kubectl, "wait", "--for=condition=Ready", "pod/slow", "--timeout=60s")).Prints("pod/slow condition met");
        (await RunAsync(kubectl, "delete", "pod", "slow", "--wait=false")).Says("pod \"slow\" deleted");
        (await RunAsync(kubectl, "wait", "--for=delete", "pod/slow", "--timeout=1s")).Refuses("timed out waiting for the condition on pods/slow");
        (await RunAsync(kubectl, "get", "pod", "slow", "--no-headers")).Says("slow 1/1 Terminating 0 AGE");
        (await RunAsync(kubectl, "delete", "pod", "slow", "--grace-period=0", "--force")).Says("pod \"slow\" force deleted");
        await UntilAsync($"{Pods}/slow", pod => pod.Status == 404);
        (await RunAsync(kubectl, "delete", "pod", "slow")).Refuses("pods \"slow\" not found");
        (await RunAsync(kubectl, "delete", "pod", "slow", "--ignore-not-found")).Exits(0);
        (await RunAsync(kubectl, "create", "configmap", "one", "--from-literal=a=1")).Exits(0);
        (await RunAsync(kubectl, "delete", "configmap", "one", "--dry-run=server")).Says("configmap \"one\" deleted", "(server dry run)");
        (await RunAsync(kubectl, "delete", "configmap", "--field-selector=metadata.name=one")).Says("configmap \"one\" deleted");
    }
}
