namespace CniMigration.Kubernetes.Model;

internal sealed record NetworkPolicy : Resource
{
    public NetworkPolicySpec Spec { get; init; } = new();
}

internal sealed record NetworkPolicySpec
{
    public LabelSelector PodSelector { get; init; } = new();
    public IReadOnlyList<string> PolicyTypes { get; init; } = [];
    public IReadOnlyList<NetworkPolicyRule> Ingress { get; init; } = [];
    public IReadOnlyList<NetworkPolicyRule> Egress { get; init; } = [];
}

/// <summary>A rule of either direction: its peers are <c>from</c> or <c>to</c>.</summary>
internal sealed record NetworkPolicyRule
{
    public IReadOnlyList<NetworkPolicyPeer> From { get; init; } = [];
    public IReadOnlyList<NetworkPolicyPeer> To { get; init; } = [];
    public IReadOnlyList<NetworkPolicyPort> Ports { get; init; } = [];
}

internal sealed record NetworkPolicyPeer
{
    public LabelSelector? PodSelector { get; init; }
    public LabelSelector? NamespaceSelector { get; init; }
    public IpBlock? IpBlock { get; init; }
}

internal sealed record IpBlock
{
    public string Cidr { get; init; } = "";
    public IReadOnlyList<string> Except { get; init; } = [];
}

internal sealed record NetworkPolicyPort
{
    public string Protocol { get; init; } = "TCP";
    public IntOrString? Port { get; init; }
    public int? EndPort { get; init; }
}
