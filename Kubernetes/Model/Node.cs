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
}

internal sealed record NodeAddress
{
    public string Type { get; init; } = "";
    public string Address { get; init; } = "";
}
