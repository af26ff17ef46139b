using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Simulator.Helm;

namespace CniMigration.Tests.Simulator.Helm;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class HelmTests
{
    [Test]
    public async Task A_release_is_kept_as_Helm_keeps_it()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.InstallCiliumAsync();

        var upgraded = await scenario.Eks.Helm.UpgradeAsync("cilium", "cilium", "1.19.6", "kube-system",
            EksScenario.CiliumValues(values => values["policyEnforcementMode"] = "default"));

        Assert.That(upgraded, Is.EqualTo(new HelmRelease("cilium", "kube-system", 2, "deployed", "cilium", "1.19.6")));
        Assert.That(await scenario.Eks.Helm.FindAsync("cilium", "kube-system"), Is.EqualTo(upgraded));
        var first = (await scenario.Api.GetAsync(ResourceTypes.Secrets, "kube-system", "sh.helm.release.v1.cilium.v1", CancellationToken.None))!;
        Assert.That(first.Labels["status"], Is.EqualTo("superseded"));
        var config = (await scenario.Api.GetAsync(ResourceTypes.ConfigMaps, "kube-system", "cilium-config", CancellationToken.None))!.As<ConfigMap>();
        Assert.That(config.Data["enable-policy"], Is.EqualTo("default"));
    }

    [Test]
    public async Task An_upgrade_leaves_alone_what_others_added_and_rolls_pods_out_only_when_asked_to()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.InstallCiliumAsync(values => values["rollOutCiliumPods"] = false);
        var mark = JsonNode.Parse("""{"metadata":{"annotations":{"cni-migration.io/owner":"somebody"}}}""")!;
        await scenario.Api.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "cilium", mark, CancellationToken.None);

        await UpgradeAsync(scenario, rollOut: false);
        var quiet = await AgentAsync(scenario);
        await UpgradeAsync(scenario, rollOut: true);
        var rolled = await AgentAsync(scenario);

        Assert.That(quiet.Metadata.Generation, Is.EqualTo(1));
        Assert.That(rolled.Metadata.Generation, Is.EqualTo(2));
        Assert.That(rolled.Metadata.Annotations, Does.ContainKey("cni-migration.io/owner"));
    }

    [Test]
    public async Task An_uninstall_leaves_nodes_with_a_configuration_that_nobody_serves()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync();
        await scenario.AddCiliumGroupAsync(1);

        await scenario.Eks.Helm.UninstallAsync("cilium", "kube-system");
        await scenario.UntilAsync("the agents are gone", async () =>
            (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "cilium")).Count == 0);

        Assert.That((await scenario.NodesAsync("ng-cilium"))[0].IsReady, Is.True);
        Assert.That(await scenario.Eks.Helm.FindAsync("cilium", "kube-system"), Is.Null);
        var left = scenario.Eks.Observer.Snapshot().Nodes;
        Assert.That((left.Cilium, left.WithoutCni), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Envoy_is_there_unless_it_is_turned_off()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.InstallCiliumAsync(values => values.Remove("envoy"));
        Assert.That(await scenario.Api.GetAsync(ResourceTypes.DaemonSets, "kube-system", "cilium-envoy", CancellationToken.None), Is.Not.Null);

        await scenario.Eks.Helm.UpgradeAsync("cilium", "cilium", "1.19.6", "kube-system", EksScenario.CiliumValues());
        Assert.That(await scenario.Api.GetAsync(ResourceTypes.DaemonSets, "kube-system", "cilium-envoy", CancellationToken.None), Is.Null);
    }

    [TestCase("""{"tunnel": "disabled"}""", "tunnel was deprecated in v1.14")]
    [TestCase("""{"encryption": {"enabled": true}}""", "does not model the value 'encryption'")]
    [TestCase("""{"operator": {"podAnnotationz": {}}}""", "does not model the value 'operator.podAnnotationz'")]
    [TestCase("""{"policyEnforcementMode": "always"}""", "models only never and default")]
    [TestCase("""{"cluster": {"name": "A_name_that_is_far_too_long_for_cilium"}}""", "The cluster name is invalid")]
    [TestCase("""{"kubeProxyReplacement": "probe"}""", "kubeProxyReplacement must be explicitly set")]
    [TestCase("""{"bpf": {"masquerade": true}, "egressMasqueradeInterfaces": "eth0"}""", "egressMasqueradeInterfaces cannot be used")]
    public async Task Values_that_fail_or_that_are_not_modelled_are_refused(string more, string message)
    {
        await using var scenario = await EksScenario.StartAsync();
        var given = (JsonObject)JsonNode.Parse(more)!;

        Assert.That(async () => await scenario.InstallCiliumAsync(values =>
        {
            foreach (var (key, value) in given)
            {
                values[key] = value is JsonObject section && values[key] is JsonObject known
                    ? new JsonObject(
                        known
                            .Where(field => !section.ContainsKey(field.Key))
                            .Concat(section)
                            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())))
                    : value?.DeepClone();
            }
        }), Throws.TypeOf<HelmException>().With.Message.Contains(message));
        Assert.That(await scenario.Api.GetAsync(ResourceTypes.DaemonSets, "kube-system", "cilium", CancellationToken.None), Is.Null, "nothing was touched");
    }

    [Test]
    public async Task Other_charts_and_versions_are_refused()
    {
        await using var scenario = await EksScenario.StartAsync();
        Assert.That(async () => await scenario.Eks.Helm.InstallAsync("calico", "tigera-operator", "3.30.0", "kube-system", []), Throws.TypeOf<HelmException>());
        Assert.That(
            async () => await scenario.Eks.Helm.InstallAsync("cilium", "cilium", "1.14.1", "kube-system", EksScenario.CiliumValues()),
            Throws.TypeOf<HelmException>());
    }

    private static Task<HelmRelease> UpgradeAsync(EksScenario scenario, bool rollOut) =>
        scenario.Eks.Helm.UpgradeAsync("cilium", "cilium", "1.19.6", "kube-system",
        EksScenario.CiliumValues(values => (values["policyEnforcementMode"], values["rollOutCiliumPods"]) = ("default", rollOut)));

    private static async Task<DaemonSet> AgentAsync(EksScenario scenario) =>
        (await scenario.Api.GetAsync(ResourceTypes.DaemonSets, "kube-system", "cilium", CancellationToken.None))!.As<DaemonSet>();
}
