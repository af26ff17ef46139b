using CniMigration.Components;
using CniMigration.Stacks.Settings;

namespace CniMigration.Stacks.Live;

/// <summary>
/// By which address the world outside sees pods: today, under the source CNI, and under Cilium as the settings ask for it. A difference is not made
/// without consent: until then Cilium does as the source CNI does, as far as it can.
/// </summary>
internal sealed record PodSources
{
    private const string OwnEverywhere = "pods are seen by their own address everywhere";

    /// <summary>What is seen today.</summary>
    public string Today { get; private init; } = OwnEverywhere;

    /// <summary>What is to be seen under Cilium.</summary>
    public string UnderCilium { get; private init; } = OwnEverywhere;

    /// <summary>What somebody outside would see differently; empty where nothing is.</summary>
    public ImmutableArray<string> Differences { get; private init; } = [];

    /// <summary>Whether the differences are consented to.</summary>
    public bool Allowed { get; private init; }

    /// <summary>What the Cilium of this run does.</summary>
    public CiliumMasquerade Cilium { get; private init; } = CiliumMasquerade.Off;

    public static PodSources Of(MigrationSettings settings, LiveCluster live)
    {
        var keepsAll = live.State?.AwsNode.KeepsSourceAddress ?? false;
        var vpc = AddressRanges.Valid(live.VpcRanges);
        ImmutableArray<string> kept = [.. vpc, .. AddressRanges.Valid(live.State?.AwsNode.KeepsSourceAddressTo ?? []).Except(vpc)];
        var hides = settings.Masquerade == MigrationSettings.AsAwsNode ? !keepsAll : settings.Masquerade == "true";
        var asked = Masquerade(settings, live, hides, kept);
        var differences = Differing(keepsAll, kept, asked, vpc);
        var done = differences.IsEmpty || settings.AllowSourceChange ? asked : Masquerade(settings, live, !keepsAll, kept);
        return new PodSources
        {
            Today = Told(!keepsAll, kept),
            UnderCilium = Told(asked.Enabled, KeptBy(asked, vpc)),
            Differences = differences,
            Allowed = settings.AllowSourceChange,
            Cilium = done,
        };
    }

    /// <summary>The interfaces of nodes that have an image: its names are all that decides them.</summary>
    public static string InterfacesOf(string? image) => image is not null
        && (image.StartsWith("AL2_", StringComparison.Ordinal) || image.StartsWith("BOTTLEROCKET", StringComparison.Ordinal)) ? "eth+" : "ens+";

    private static CiliumMasquerade Masquerade(MigrationSettings settings, LiveCluster live, bool hides, ImmutableArray<string> kept)
    {
        if (!hides)
        {
            return CiliumMasquerade.Off;
        }

        var byIptables = new CiliumMasquerade
        {
            Enabled = true,
            Interfaces = settings.MasqueradeInterfaces ?? InterfacesOf(live.CiliumGroup?.AmiType),
        };
        return kept.IsEmpty ? byIptables
            : AddressRanges.AsOne(kept) is { } one ? byIptables with { KeptTo = [one] }
            : settings.Cilium.KubeProxyReplacement ? new CiliumMasquerade { Enabled = true, ByAgent = true, KeptTo = kept }
            : byIptables with { KeptTo = [kept[0]] };
    }

    private static ImmutableArray<string> Differing(bool keepsAll, ImmutableArray<string> kept, CiliumMasquerade asked, ImmutableArray<string> vpc) =>
        (keepsAll, asked.Enabled) switch
        {
            (true, true) => ["outside the VPC pods would be seen by their node's address, and are seen by their own today"],
            (false, false) => ["outside the VPC pods would be seen by their own address, and are seen by their node's today: answers need a way back to it"],
            (false, true) when AddressRanges.NotCovered(kept, KeptBy(asked, vpc)) is { IsEmpty: false } lost =>
                [$"{string.Join(", ", lost)} would see pods by their node's address, and by their own today: by iptables Cilium spares one range only"],
            _ => [],
        };

    private static ImmutableArray<string> KeptBy(CiliumMasquerade masquerade, ImmutableArray<string> vpc) =>
        masquerade.KeptTo.IsEmpty ? vpc : masquerade.KeptTo;

    private static string Told(bool hides, ImmutableArray<string> kept) => hides
        ? $"pods are seen by their node's address, and by their own in {(kept.IsEmpty ? "the VPC" : string.Join(", ", kept))}"
        : OwnEverywhere;
}
