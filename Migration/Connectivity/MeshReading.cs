namespace CniMigration.Migration.Connectivity;

/// <summary>Two pods, the first of which pings the second.</summary>
internal readonly record struct PodPair(string From, string To);

/// <summary>What one reading of /check_all shows, held against the pods that there should be.</summary>
internal sealed record MeshReading
{
    private MeshReading(CheckAllReport report, IReadOnlySet<string> expected, bool sampled)
    {
        var pairs = (sampled ? Sampled(report, expected) : expected.SelectMany(from => expected.Select(to => new PodPair(from, to))))
            .ToDictionary(pair => pair, pair => Ping(report, pair));
        (Expected, Tried) = (expected.Count, pairs.Count);
        PingTimes = pairs.Where(p => p.Value.PingTime is not null).ToDictionary(p => p.Key, p => p.Value.PingTime!.Value);
        FailingPairs = pairs.Where(p => !p.Value.Ok).ToDictionary(p => p.Key, p => p.Value.Error is { Length: > 0 } error ? error : "not OK");
        Silent = [.. (sampled ? expected.Where(report.Responses.ContainsKey) : expected)
            .Where(pod => report.Responses.GetValueOrDefault(pod)?.Response is null).Order(StringComparer.Ordinal)];
        Problems = [.. Strangers(report, expected, sampled), .. FailingProbes(report)];
    }

    /// <summary>How many pods there should be.</summary>
    internal int Expected { get; }

    /// <summary>How many pairs there should be: all, or those of a sample.</summary>
    internal int Tried { get; }

    /// <summary>When each pair was tried.</summary>
    internal IReadOnlyDictionary<PodPair, DateTimeOffset> PingTimes { get; }

    /// <summary>The pairs that do not reach each other, with the error.</summary>
    internal IReadOnlyDictionary<PodPair, string> FailingPairs { get; }

    /// <summary>Pods that did not answer the one that was read, so that nothing is known of their own pings.</summary>
    internal IReadOnlyList<string> Silent { get; }

    /// <summary>What is wrong besides: pods that should not be there, targets out of reach.</summary>
    internal IReadOnlyList<string> Problems { get; }

    internal bool IsHealthy => FailingPairs.Count == 0 && Problems.Count == 0;

    /// <summary>A reading where every pod pings every other.</summary>
    internal static MeshReading Of(CheckAllReport report, IReadOnlySet<string> expected) => new(report, expected, sampled: false);

    /// <summary>A reading where each pod pings some: what it does not ping is no failure.</summary>
    internal static MeshReading OfSample(CheckAllReport report, IReadOnlySet<string> expected) => new(report, expected, sampled: true);

    /// <summary>Whether every pair was tried again since another reading.</summary>
    internal bool IsNewerThan(MeshReading before) =>
        PingTimes.Count == Tried
        && PingTimes.All(now => !before.PingTimes.TryGetValue(now.Key, out var then) || now.Value > then);

    /// <summary>What each pod says that it pings; one that does not answer stands for itself.</summary>
    private static IEnumerable<PodPair> Sampled(CheckAllReport report, IReadOnlySet<string> expected) =>
        from response in report.Responses
        where expected.Contains(response.Key)
        from to in response.Value.Response?.PodResults.Keys.Where(expected.Contains) ?? [response.Key]
        select new PodPair(response.Key, to);

    private static PingResult Ping(CheckAllReport report, PodPair pair)
    {
        if (!report.Responses.TryGetValue(pair.From, out var response))
        {
            return new PingResult { Error = $"{pair.From} is not asked" };
        }

        return response.Response is { } results && results.PodResults.TryGetValue(pair.To, out var ping)
            ? ping
            : new PingResult { Error = response.Error is { Length: > 0 } error ? error : $"{pair.From} does not know {pair.To}" };
    }

    private static IEnumerable<string> Strangers(CheckAllReport report, IReadOnlySet<string> expected, bool sampled)
    {
        if (!sampled && report.Hosts.Count != expected.Count)
        {
            yield return $"goldpinger sees {report.Hosts.Count} pods instead of {expected.Count}";
        }

        foreach (var (pod, response) in report.Responses)
        {
            if (response.Response?.PodResults.Keys.Except(expected).ToList() is { Count: > 0 } strangers)
            {
                yield return $"{pod} still pings {string.Join(", ", strangers)}";
            }
        }
    }

    private static IEnumerable<string> FailingProbes(CheckAllReport report) =>
        from response in report.Responses
        from target in response.Value.Response?.ProbeResults ?? new Dictionary<string, IReadOnlyList<ProbeResult>>()
        from probe in target.Value
        where !string.IsNullOrEmpty(probe.Error)
        select $"{response.Key} does not reach {target.Key} ({probe.Protocol}): {probe.Error}";
}
