using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Stacks.Live;

namespace CniMigration.Tests.Stacks.Live;

/// <summary>What somebody outside sees of pods stays as it is, unless it is consented to.</summary>
[TestFixture]
internal sealed class PodSourcesTests
{
    private static readonly LiveCluster Before = LiveClusters.At(Stage.PinAwsNode);

    [Test]
    public async Task Where_aws_node_hides_pods_Cilium_does_so_too_by_the_interfaces_of_the_nodes_image(
        [Values("AL2023_x86_64_STANDARD", "AL2_x86_64", "BOTTLEROCKET_x86_64")] string image)
    {
        var live = Before with { CiliumGroup = Before.CiliumGroup! with { AmiType = image } };

        var values = Values(await StackRun.Of(Stage.InstallCilium, live));

        Assert.That((bool)values["enableIPv4Masquerade"]!, Is.True);
        Assert.That((string)values["egressMasqueradeInterfaces"]!, Is.EqualTo(image.StartsWith("AL2023", StringComparison.Ordinal) ? "ens+" : "eth+"));
        Assert.That((string)values["ipv4NativeRoutingCIDR"]!, Is.EqualTo("192.168.0.0/16"));
    }

    [Test]
    public async Task A_setting_names_the_interfaces_where_the_image_does_not()
    {
        var values = Values(await StackRun.Of(Stage.InstallCilium, Before, preview: false, ("masqueradeInterfaces", "bond0")));

        Assert.That((string)values["egressMasqueradeInterfaces"]!, Is.EqualTo("bond0"));
    }

    [Test]
    public async Task Where_pods_leave_with_their_own_address_today_they_do_under_Cilium()
    {
        var run = await StackRun.Of(Stage.InstallCilium, Keeping(Before));

        Assert.That((bool)Values(run)["enableIPv4Masquerade"]!, Is.False);
        Assert.That(Values(run).ContainsKey("egressMasqueradeInterfaces"), Is.False);
        Assert.That(run.Outputs["podSourcesToday"], Is.EqualTo(run.Outputs["podSourcesUnderCilium"]));
        Assert.That((ImmutableArray<string>)run.Outputs["warnings"]!, Is.Empty);
    }

    [Test]
    public async Task A_difference_needs_consent_and_is_told_before([Values("true", "false")] string masquerade, [Values] bool preview)
    {
        var live = masquerade == "true" ? Keeping(Before) : Before;

        var held = await StackRun.Of(Stage.InstallCilium, live, preview, ("masquerade", masquerade));
        var consented = await StackRun.Of(Stage.InstallCilium, live, preview, ("masquerade", masquerade), ("allowSourceChange", "true"));

        Assert.That(held.Outputs["effectiveStage"], Is.EqualTo("pin-aws-node"));
        Assert.That(held.Outputs["nextStep"], Does.Contain("pulumi config set allowSourceChange true"));
        Assert.That(held.Outputs["podSourcesToday"], Is.Not.EqualTo(held.Outputs["podSourcesUnderCilium"]));
        Assert.That(((ImmutableArray<string>)held.Outputs["warnings"]!).Single(), Does.Contain("today"));
        Assert.That(consented.Outputs["effectiveStage"], Is.EqualTo("install-cilium"));
        Assert.That(((bool)Values(consented)["enableIPv4Masquerade"]!).ToString(), Is.EqualTo(masquerade).IgnoreCase);
    }

    [Test]
    public async Task A_difference_that_is_asked_for_later_is_not_made_without_consent()
    {
        var run = await StackRun.Of(Stage.Migrate, LiveClusters.At(Stage.Migrate), preview: false, ("masquerade", "false"));

        Assert.That((bool)Values(run)["enableIPv4Masquerade"]!, Is.True);
    }

    [Test]
    public async Task Ranges_that_make_one_become_the_native_one()
    {
        var run = await StackRun.Of(Stage.InstallCilium, WithRanges(["10.0.0.0/16", "10.1.0.0/16"], "10.0.128.0/17", "no-range"));

        Assert.That((string)Values(run)["ipv4NativeRoutingCIDR"]!, Is.EqualTo("10.0.0.0/15"));
    }

    [Test]
    public async Task Ranges_that_do_not_need_consent_by_iptables_and_are_a_list_of_the_masquerading_agent_with_kube_proxys_replacement()
    {
        var live = WithRanges(["10.0.0.0/16", "100.64.0.0/16"], "172.16.0.0/12");

        var held = await StackRun.Of(Stage.InstallCilium, live);
        var listed = Values(await StackRun.Of(Stage.InstallCilium, live, preview: false, ("kubeProxyReplacement", "true")));

        Assert.That(held.Outputs["nextStep"], Does.Contain("100.64.0.0/16, 172.16.0.0/12 would see pods by their node's address"));
        Assert.That((bool)listed["bpf"]!["masquerade"]!, Is.True);
        Assert.That(listed.ContainsKey("egressMasqueradeInterfaces"), Is.False);
        Assert.That(
            listed["ipMasqAgent"]!["config"]!["nonMasqueradeCIDRs"]!.AsArray().Select(range => (string)range!),
            Is.EqualTo(new[] { "10.0.0.0/16", "100.64.0.0/16", "172.16.0.0/12" }));
    }

    private static LiveCluster Keeping(LiveCluster live) => live.With(state => state with { AwsNode = state.AwsNode with { KeepsSourceAddress = true } });

    private static LiveCluster WithRanges(ImmutableArray<string> vpc, params string[] excluded) => (Before with { VpcRanges = vpc })
        .With(state => state with { AwsNode = state.AwsNode with { KeepsSourceAddressTo = [.. excluded] } });

    private static JsonObject Values(StackRun run) => JsonSerializer.SerializeToNode(run["cilium-release"].Inputs["values"])!.AsObject();
}
