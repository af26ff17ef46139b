using System.Text;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Benchmarks.ApiServer;

/// <summary>Fills one server, and measures it.</summary>
internal sealed class ServerBenchmark(ApiConnection api, ClusterSize size, Func<long> memory)
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const int Lists = 9;
    private const int Watched = 200;
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SettleStep = TimeSpan.FromSeconds(3);

    private readonly TimeProvider clock = TimeProvider.System;

    public async Task<ServerResult> RunAsync(CancellationToken cancellationToken)
    {
        await ClusterLoad.EachAsync(
            size.Nodes, (index, token) => api.SendAsync(HttpMethod.Post, "/api/v1/nodes", ClusterLoad.Node(index), token), cancellationToken);
        var start = clock.GetTimestamp();
        await ClusterLoad.EachAsync(
            size.Pods, (index, token) => api.SendAsync(HttpMethod.Post, Pods, ClusterLoad.Pod(index, size.Nodes), token), cancellationToken);
        var creating = clock.GetElapsedTime(start);
        var settled = await SettledMemoryAsync(cancellationToken);
        var (list, first, bytes) = await ListAsync("/api/v1/pods", cancellationToken);
        if (bytes < size.Pods * 1000L)
        {
            throw new InvalidOperationException($"The list of all pods has {bytes} bytes, which {size.Pods} pods cannot be.");
        }

        return new ServerResult
        {
            CreateRate = size.Pods / creating.TotalSeconds,
            ListMilliseconds = list,
            FirstByteMilliseconds = first,
            ListMegabytes = bytes / 1e6,
            LabelListMilliseconds = (await ListAsync("/api/v1/pods?labelSelector=app%3Dapp-7", cancellationToken)).Milliseconds,
            FieldListMilliseconds = (await ListAsync($"/api/v1/pods?fieldSelector=spec.nodeName%3D{ClusterLoad.NodeName(3)}", cancellationToken)).Milliseconds,
            WatchMilliseconds = await WatchAsync(cancellationToken),
            MemoryMegabytes = settled / 1e6,
        };
    }

    // Garbage is given back some time after a load; what stays is what counts.
    private async Task<long> SettledMemoryAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var least = memory();
        while (clock.GetElapsedTime(start) < SettleTime)
        {
            await Task.Delay(SettleStep, clock, cancellationToken);
            least = memory();
        }

        return least;
    }

    private async Task<(double Milliseconds, double FirstByte, long Bytes)> ListAsync(string path, CancellationToken cancellationToken)
    {
        var (times, firsts, bytes) = (new List<double>(), new List<double>(), 0L);
        var buffer = new byte[256 * 1024];
        for (var round = 0; round < Lists; round++)
        {
            var start = clock.GetTimestamp();
            using var response = await api.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            bytes = await stream.ReadAsync(buffer, cancellationToken);
            firsts.Add(clock.GetElapsedTime(start).TotalMilliseconds);
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                bytes += read;
            }

            times.Add(clock.GetElapsedTime(start).TotalMilliseconds);
        }

        return (Median(times), Median(firsts), bytes);
    }

    private async Task<double> WatchAsync(CancellationToken cancellationToken)
    {
        var selector = "fieldSelector=metadata.name%3D" + ClusterLoad.PodName(0);
        using var response = await api.Http.GetAsync($"{Pods}?watch=true&{selector}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        await reader.ReadLineAsync(cancellationToken);
        var times = new List<double>();
        for (var round = 0; round < Watched; round++)
        {
            var patch = Encoding.UTF8.GetBytes("{\"metadata\":{\"labels\":{\"round\":\"r" + round + "\"}}}");
            var start = clock.GetTimestamp();
            var patching = api.SendAsync(HttpMethod.Patch, $"{Pods}/{ClusterLoad.PodName(0)}", patch, cancellationToken, "application/merge-patch+json");
            while (await reader.ReadLineAsync(cancellationToken) is { } line && !line.Contains($"\"round\":\"r{round}\"", StringComparison.Ordinal))
            {
                // Another change of that pod, such as its controllers make.
            }

            times.Add(clock.GetElapsedTime(start).TotalMilliseconds);
            await patching;
        }

        return Median(times);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
