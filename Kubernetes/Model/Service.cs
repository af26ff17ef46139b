using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Model;

internal sealed record Service : Resource
{
    public ServiceSpec Spec { get; init; } = new();
}

internal sealed record ServiceSpec
{
    public string Type { get; init; } = "ClusterIP";
    public string ClusterIP { get; init; } = "";
    public bool PublishNotReadyAddresses { get; init; }
    public IReadOnlyDictionary<string, string> Selector { get; init; } = Empty.Map;
    public IReadOnlyList<ServicePort> Ports { get; init; } = [];
}

internal sealed record ServicePort
{
    public string Name { get; init; } = "";
    public int Port { get; init; }
    public IntOrString? TargetPort { get; init; }
    public string Protocol { get; init; } = "TCP";
}

internal sealed record Endpoints : Resource
{
    public IReadOnlyList<EndpointSubset> Subsets { get; init; } = [];
}

internal sealed record EndpointSubset
{
    public IReadOnlyList<EndpointAddress> Addresses { get; init; } = [];
    public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}

internal sealed record EndpointAddress
{
    [JsonPropertyName("ip")]
    public string Address { get; init; } = "";

    public string NodeName { get; init; } = "";
    public ObjectReference? TargetRef { get; init; }
}

internal sealed record EndpointPort
{
    public string Name { get; init; } = "";
    public int Port { get; init; }
    public string Protocol { get; init; } = "TCP";
}
