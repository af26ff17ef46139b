namespace CniMigration.Components;

/// <summary>How Cilium hides pods behind their node's address where their packets leave, if it does.</summary>
internal sealed record CiliumMasquerade
{
    public static readonly CiliumMasquerade Off = new();

    public bool Enabled { get; init; }

    /// <summary>The interfaces that hidden packets leave by: one pattern, as iptables has it.</summary>
    public string Interfaces { get; init; } = "";

    /// <summary>Where pods are seen by their own address: one range by iptables, many by <see cref="ByAgent"/>; the VPC's first where none.</summary>
    public ImmutableArray<string> KeptTo { get; init; } = [];

    /// <summary>Whether Cilium's ip-masq-agent does it, which only BPF masquerading has, and that only with the replacement of kube-proxy.</summary>
    public bool ByAgent { get; init; }
}
