using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Model;

internal sealed record Node : Resource
{
    public NodeSpec Spec { get; init; } = new();
    public NodeStatus Status { get; init; } = new();

    [JsonIgnore]
    public bool IsReady => Status.Conditions.IsTrue("Ready");
}

internal sealed record NodeSpec
{
    public bool Unschedulable { get; init; }
    public string ProviderID { get; init; } = "";
    public string PodCIDR { get; init; } = "";
    public IReadOnlyList<Taint> Taints { get; init; } = [];
}

internal sealed record Taint
{
    public string Key { get; init; } = "";
    public string Value { get; init; } = "";
    public string Effect { get; init; } = "";
    public DateTimeOffset? TimeAdded { get; init; }

    /// <summary>As Kubernetes prints it: `key=value:Effect`.</summary>
    public override string ToString() => $"{Key}{(Value.Length == 0 ? "" : $"={Value}")}:{Effect}";
}

internal sealed record Toleration
{
    public string Key { get; init; } = "";
    public string Operator { get; init; } = "";
    public string Value { get; init; } = "";
    public string Effect { get; init; } = "";
    public long? TolerationSeconds { get; init; }

    public bool Tolerates(Taint taint) =>
        (Effect.Length == 0 || Effect == taint.Effect)
        && (Key.Length == 0 ? Operator == "Exists" : Key == taint.Key)
        && (Operator == "Exists" || Value == taint.Value);
}

internal sealed record NodeStatus
{
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Empty.Quantities;
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; init; } = Empty.Quantities;
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    public IReadOnlyList<NodeAddress> Addresses { get; init; } = [];
    public IReadOnlyList<string> VolumesInUse { get; init; } = [];
    public IReadOnlyList<AttachedVolume> VolumesAttached { get; init; } = [];
}

internal sealed record NodeAddress
{
    public string Type { get; init; } = "";
    public string Address { get; init; } = "";
}

internal sealed record AttachedVolume
{
    public string Name { get; init; } = "";
    public string DevicePath { get; init; } = "";
}

/// <summary>The node's heartbeat and leader locks.</summary>
internal sealed record Lease : Resource
{
    public LeaseSpec Spec { get; init; } = new();
}

internal sealed record LeaseSpec
{
    public string HolderIdentity { get; init; } = "";
    public int? LeaseDurationSeconds { get; init; }
    public DateTimeOffset? RenewTime { get; init; }
}
