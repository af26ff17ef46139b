using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class FeatureTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task What_popular_manifests_hold_is_stored_and_served(KubectlProgram kubectl)
    {
        foreach (var text in Differs<string[]>([FeatureManifest.Policies, FeatureManifest.Newer], [FeatureManifest.Policies], Because120))
        {
            var manifest = Named(text);
            (await ApplyAsync(kubectl, manifest)).Exits(0);
            if (Differs(true, false, "The handler of a 1.20 server panics when some of these kinds are applied server side"))
            {
                (await ApplyAsync(kubectl, manifest, "--server-side", "--force-conflicts")).Exits(0);
            }

            (await FeedAsync(kubectl, manifest, "get", "-f", "-", "-o", "name")).Exits(0);
        }

        await UntilAsync(Core("events"), events => Differs(
            events.Items.Any(item => (string?)item["reason"] == "NotModelled" && (string?)item["involvedObject"]!["kind"] == "HorizontalPodAutoscaler"), true,
            "There a controller acts on them"));
        foreach (var text in Differs<string[]>([FeatureManifest.Policies, FeatureManifest.Newer], [FeatureManifest.Policies], Because120))
        {
            (await FeedAsync(kubectl, Named(text), "delete", "--wait=false", "-f", "-")).Exits(0);
        }
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Claims_bind_to_volumes_of_a_zone_and_bring_their_pods_there(KubectlProgram kubectl)
    {
        await NodeAsync("a", """{"topology.kubernetes.io/zone":"zone-a"}""");
        var node = await NodeAsync("b", """{"topology.kubernetes.io/zone":"zone-b"}""");
        (await ApplyAsync(kubectl, Named(FeatureManifest.Storage))).Exits(0);
        (await ApplyAsync(kubectl, Named(FeatureManifest.Workload))).Exits(0);

        await UntilAsync($"{StatefulSets}/db", set => (int?)set["status.readyReplicas"] == 2);
        (await RunAsync(kubectl, "get", "pods", "-l", "app=db", "-o", "custom-columns=NAME:.metadata.name,NODE:.spec.nodeName"))
            .Prints($"NAME NODE\ndb-0 {node}\ndb-1 {node}");
        (await RunAsync(kubectl, "get", "pvc", "-o", "custom-columns=PHASE:.status.phase", "--no-headers")).Prints("Bound\nBound");
        (await FeedAsync(kubectl, Named(FeatureManifest.Storage), "delete", "--wait=false", "-f", "-")).Exits(0);
    }

    private string Named(string manifest) => manifest.Replace("NAME", Namespace, StringComparison.Ordinal);
}
