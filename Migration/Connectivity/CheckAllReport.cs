using System.Text.Json;
using System.Text.Json.Serialization;

namespace CniMigration.Migration.Connectivity;

/// <summary>Goldpinger's answer to /check_all, as far as a proof needs it. The keys are pod names.</summary>
internal sealed record CheckAllReport
{
    [JsonPropertyName("hosts")]
    public IReadOnlyList<CheckAllHost> Hosts { get; init; } = [];

    [JsonPropertyName("responses")]
    public IReadOnlyDictionary<string, CheckResponse> Responses { get; init; } = new Dictionary<string, CheckResponse>();

    /// <summary>Asks one pod, through the API server.</summary>
    /// <exception cref="JsonException">What answers is not goldpinger.</exception>
    public static async Task<CheckAllReport> ReadAsync(IKubernetes cluster, MeshRequest mesh, string pod, CancellationToken cancellationToken)
    {
        await using var answer = await cluster.CoreV1.ConnectGetNamespacedPodProxyWithPathAsync(
            $"{pod}:{mesh.Port}", mesh.Namespace, "check_all", cancellationToken: cancellationToken);
        return await JsonSerializer.DeserializeAsync<CheckAllReport>(answer, cancellationToken: cancellationToken) ?? new CheckAllReport();
    }
}

/// <summary>A pod that goldpinger knows of.</summary>
internal sealed record CheckAllHost([property: JsonPropertyName("podName")] string PodName);

/// <summary>What one pod answered to /check, or why it did not.</summary>
internal sealed record CheckResponse
{
    [JsonPropertyName("OK")]
    public bool Ok { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("response")]
    public CheckResults? Response { get; init; }
}

/// <summary>What one pod sees of its peers and targets.</summary>
internal sealed record CheckResults
{
    [JsonPropertyName("podResults")]
    public IReadOnlyDictionary<string, PingResult> PodResults { get; init; } = new Dictionary<string, PingResult>();

    [JsonPropertyName("probeResults")]
    public IReadOnlyDictionary<string, IReadOnlyList<ProbeResult>>? ProbeResults { get; init; }
}

/// <summary>One pod's last ping of another.</summary>
internal sealed record PingResult
{
    [JsonPropertyName("OK")]
    public bool Ok { get; init; }

    [JsonPropertyName("PingTime")]
    public DateTimeOffset? PingTime { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }
}

/// <summary>One pod's last try of a DNS name, a TCP or an HTTP target.</summary>
internal sealed record ProbeResult
{
    [JsonPropertyName("protocol")]
    public string? Protocol { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }
}
