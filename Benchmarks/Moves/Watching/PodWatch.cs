using System.Text.Json;
using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Benchmarks.Moves.Watching;

/// <summary>Hears of every change of a pod, in the order in which the server made them.</summary>
internal interface IPodListener
{
    /// <param name="before">The pod as it was; null for a new one.</param>
    /// <param name="now">The pod as it is; null for one that is gone.</param>
    void Changed(PodView? before, PodView? now);
}

/// <summary>One watch of all pods for whoever wants to know; it ends with an exception where it cannot go on without a gap.</summary>
internal sealed class PodWatch(ApiConnection api, params IReadOnlyList<IPodListener> listeners)
{
    private const string Path = $"/api/v1/namespaces/{Manifests.Namespace}/pods";

    private readonly Dictionary<string, PodView> known = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var version = "0";
        while (true)
        {
            using var response = await api.Http.GetAsync(
                $"{Path}?watch=1&resourceVersion={version}&timeoutSeconds=3600", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                version = Take(line);
            }
        }
    }

    private string Take(string line)
    {
        using var change = JsonDocument.Parse(line);
        var type = change.RootElement.GetProperty("type").GetString();
        var item = change.RootElement.GetProperty("object");
        if (type is not ("ADDED" or "MODIFIED" or "DELETED"))
        {
            throw new InvalidOperationException($"The watch of pods broke off: {line}");
        }

        var pod = PodView.Of(item);
        var before = known.GetValueOrDefault(pod.Uid);
        var now = type == "DELETED" ? null : pod;
        if (now is null)
        {
            known.Remove(pod.Uid);
        }
        else
        {
            known[pod.Uid] = now;
        }

        foreach (var listener in listeners)
        {
            listener.Changed(before, now);
        }

        return item.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
    }
}
