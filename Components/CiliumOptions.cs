using System.Text.Json.Nodes;
using CniMigration.Components.Sources;

namespace CniMigration.Components;

/// <summary>What Cilium's release depends on: what its user has chosen, and how far the migration is.</summary>
internal sealed record CiliumOptions
{
    public required string ClusterName { get; init; }

    public required string Version { get; init; }

    /// <summary>The chart's name, a path to a local copy, or an oci:// address.</summary>
    public required string Chart { get; init; }

    /// <summary>None for a chart that is a local copy.</summary>
    public required string? Repository { get; init; }

    public required int OperatorReplicas { get; init; }

    /// <summary>How pods are hidden behind their node when they leave the VPC, where they are.</summary>
    public CiliumMasquerade Masquerade { get; init; } = CiliumMasquerade.Off;

    public required bool KubeProxyReplacement { get; init; }

    /// <summary>Whether the plugin portmap is chained, for host ports where kube-proxy is not replaced.</summary>
    public bool Portmap { get; init; }

    /// <summary>Where the API server is, for agents on nodes without kube-proxy.</summary>
    public Uri? ApiServer { get; init; }

    /// <summary>What the pace of its operator follows; none: the chart's own.</summary>
    public ClusterSize? Size { get; init; }

    /// <summary>While its nodes may be there: agent and operator keep off them, and no pod is restarted for being unmanaged.</summary>
    public SourceCni? KeepsOff { get; init; }

    public bool EnforcePolicy { get; init; }

    /// <summary>What the user lays over all that.</summary>
    public JsonObject UserValues { get; init; } = [];

    /// <summary>Adopted groups, whose new nodes come without our label and must not be Cilium's for that.</summary>
    public ImmutableArray<string> UnlabelledGroups { get; init; } = [];
}
