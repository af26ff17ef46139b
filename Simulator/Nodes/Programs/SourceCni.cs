using CniMigration.Simulator.AddOns;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>A CNI that a cluster may come with, in all that the simulator knows of it. Each has a folder of its own.</summary>
internal sealed record SourceCni
{
    /// <summary>What EKS deploys of it, and the add-on that this becomes where EKS manages it.</summary>
    public required AddOnManifest AddOn { get; init; }

    /// <summary>Brings it to a node.</summary>
    public required Func<NodeNetwork, NodeCni> OnNode { get; init; }

    /// <summary>The repository of its agent's image, without the registry.</summary>
    public required string AgentImage { get; init; }

    /// <summary>A strategic merge patch of its DaemonSet that lets it enforce NetworkPolicies, or none.</summary>
    public required Func<bool, JsonObject> EnforcingPolicies { get; init; }

    /// <summary>What runs in that image.</summary>
    public required IPodProgram Agent { get; init; }
}
