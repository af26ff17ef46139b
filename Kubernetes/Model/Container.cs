using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Model;

internal sealed record Container
{
    public string Name { get; init; } = "";
    public string Image { get; init; } = "";
    public string RestartPolicy { get; init; } = "";
    public IReadOnlyList<string> Command { get; init; } = [];
    public IReadOnlyList<string> Args { get; init; } = [];
    public IReadOnlyList<EnvironmentVariable> Env { get; init; } = [];
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];
    public ResourceRequirements Resources { get; init; } = new();
    public Probe? ReadinessProbe { get; init; }
    public Probe? LivenessProbe { get; init; }
    public string TerminationMessagePolicy { get; init; } = "";
}

internal sealed record EnvironmentVariable
{
    public string Name { get; init; } = "";
    public string Value { get; init; } = "";
}

internal sealed record ContainerPort
{
    public string Name { get; init; } = "";

    [JsonPropertyName("containerPort")]
    public int Number { get; init; }

    public int HostPort { get; init; }
    public string HostIP { get; init; } = "";
    public string Protocol { get; init; } = "TCP";
}

internal sealed record ResourceRequirements
{
    public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = Empty.Quantities;
    public IReadOnlyDictionary<string, Quantity> Limits { get; init; } = Empty.Quantities;
}

internal sealed record Probe
{
    public int InitialDelaySeconds { get; init; }
    public int PeriodSeconds { get; init; } = 10;
}
