using System.Text.Json;

namespace k8s;

/// <summary>What every operation comes down to: a verb, a path, a query and a body, sent by the client that carries the operations.</summary>
internal static class Calls
{
    internal static Task<T> GetAsync<T>(this object operations, string path, CancellationToken cancellationToken) =>
        SendAsync<T>(operations, HttpMethod.Get, path, null, cancellationToken);

    internal static Task<T> ListAsync<T>(this object operations, string path, ListQuery query, CancellationToken cancellationToken) =>
        SendAsync<T>(operations, HttpMethod.Get, path + query, null, cancellationToken);

    internal static Task<T> PostAsync<T>(this object operations, string path, object body, WriteQuery query, CancellationToken cancellationToken) =>
        SendAsync<T>(operations, HttpMethod.Post, path + query, body, cancellationToken);

    internal static Task<T> PutAsync<T>(this object operations, string path, object body, WriteQuery query, CancellationToken cancellationToken) =>
        SendAsync<T>(operations, HttpMethod.Put, path + query, body, cancellationToken);

    internal static Task<T> PatchAsync<T>(this object operations, string path, object body, WriteQuery query, CancellationToken cancellationToken) =>
        SendAsync<T>(operations, HttpMethod.Patch, path + query, body, cancellationToken);

    internal static Task<T> DeleteAsync<T>(this object operations, string path, object body, DeleteQuery query, CancellationToken cancellationToken) =>
        SendAsync<T>(operations, HttpMethod.Delete, path + query, body, cancellationToken);

    internal static Task<Stream> GetStreamAsync(this object operations, string path, CancellationToken cancellationToken) =>
        ((Kubernetes)operations).SendAsync<Stream>(HttpMethod.Get, path, null, BufferAsync, cancellationToken);

    internal static IAsyncEnumerable<(WatchEventType, T)> WatchAsync<T>(
        this object operations, string path, ListQuery query, Action<Exception> onError, CancellationToken cancellationToken) =>
        ((Kubernetes)operations).WatchAsync<T>(path + (query with { Watch = true }), onError, cancellationToken);

    private static Task<T> SendAsync<T>(object operations, HttpMethod method, string path, object body, CancellationToken cancellationToken) =>
        ((Kubernetes)operations).SendAsync(
            method,
            path,
            body,
            async (stream, ct) => await JsonSerializer.DeserializeAsync<T>(stream, KubernetesJson.Options, ct),
            cancellationToken);

    private static async Task<Stream> BufferAsync(Stream stream, CancellationToken cancellationToken)
    {
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken);
        copy.Position = 0;
        return copy;
    }
}
