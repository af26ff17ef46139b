using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CniMigration.Migration.Connectivity;

/// <summary>Goldpinger's answer to /check_all, as far as a proof needs it. The keys are pod names.</summary>
internal sealed record CheckAllReport
{
    private const int AtOnce = 8;

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

    /// <summary>Asks each pod what it sees itself, through the API server.</summary>
    /// <exception cref="UnreachedPodException">The API server does not reach one.</exception>
    /// <exception cref="JsonException">What answers is not goldpinger.</exception>
    public static async Task<CheckAllReport> GatherAsync(
        IKubernetes cluster, MeshRequest mesh, IReadOnlyCollection<string> pods, CancellationToken cancellationToken)
    {
        var responses = new ConcurrentDictionary<string, CheckResponse>(StringComparer.Ordinal);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(pods, atOnce, async (pod, token) =>
        {
            try
            {
                await using var answer = await cluster.CoreV1.ConnectGetNamespacedPodProxyWithPathAsync(
                    $"{pod}:{mesh.Port}", mesh.Namespace, "check", cancellationToken: token);
                var results = await JsonSerializer.DeserializeAsync<CheckResults>(answer, cancellationToken: token);
                responses[pod] = new CheckResponse { Ok = true, Response = results };
            }
            catch (HttpOperationException refused)
            {
                throw new UnreachedPodException(pod, refused);
            }
        });
        return new CheckAllReport { Hosts = [.. pods.Select(pod => new CheckAllHost(pod))], Responses = responses };
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

/// <summary>The API server does not reach a pod.</summary>
internal sealed class UnreachedPodException(string pod, HttpOperationException refused) : Exception(refused.Reason(), refused)
{
    /// <summary>Which.</summary>
    public string Pod => pod;
}
