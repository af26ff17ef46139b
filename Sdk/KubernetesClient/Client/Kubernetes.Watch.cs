using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s.Models;

namespace k8s;

public partial class Kubernetes
{
    /// <summary>
    /// One event a line. A Status in between goes to <paramref name="onError"/> and is no event; the end of the stream is the end of the events.
    /// No timeout: a watch lasts as long as the server lets it.
    /// </summary>
    internal async IAsyncEnumerable<(WatchEventType, T)> WatchAsync<T>(
        string relative, Action<Exception> onError, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, relative, null, out var content);
        request.Headers.Authorization = await AuthorizationAsync(cancellationToken);
        using var response = await HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await FailureAsync(request, content, response, cancellationToken);
        }

        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Read<T>(line, onError) is { } seen)
            {
                yield return seen;
            }
        }
    }

    private static (WatchEventType, T)? Read<T>(string line, Action<Exception> onError)
    {
        try
        {
            using var frame = JsonDocument.Parse(line);
            var seen = frame.RootElement.GetProperty("object");
            if (seen.TryGetProperty("kind", out var kind) && kind.GetString() == "Status")
            {
                onError?.Invoke(new KubernetesException(KubernetesJson.Deserialize<V1Status>(seen)));
                return null;
            }

            return (Enum.Parse<WatchEventType>(frame.RootElement.GetProperty("type").GetString(), ignoreCase: true),
                KubernetesJson.Deserialize<T>(seen));
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or KeyNotFoundException)
        {
            onError?.Invoke(unreadable);
            return null;
        }
    }
}
