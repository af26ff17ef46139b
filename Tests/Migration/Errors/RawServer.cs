using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CniMigration.Tests.Migration.Errors;

/// <summary>A server on the loopback that answers each connection with the next of its scripts, byte for byte, and then closes it or holds it open.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> serving = [];
    private readonly Task accepting;
    private int connections;

    public RawServer(params Script[] scripts)
    {
        listener.Start();
        accepting = AcceptAsync(scripts);
    }

    /// <param name="Status">The status line's code and reason.</param>
    /// <param name="Body">What is sent of the body.</param>
    /// <param name="Length">How long it is said to be; null for a stream of unknown length.</param>
    /// <param name="Holds">Whether the connection stays open and silent afterwards.</param>
    internal sealed record Script(string Status, string Body, int? Length, bool Holds)
    {
        public static Script Whole(string body, string status = "200 OK") => new(status, body, body.Length, Holds: false);

        public static Script Half(string body, bool holds, string status = "200 OK") => new(status, body[..(body.Length / 2)], body.Length, holds);
    }

    public string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>How many connections there were.</summary>
    public int Connections => connections;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(serving);
        stopping.Dispose();
    }

    private async Task AcceptAsync(Script[] scripts)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                serving.Add(ServeAsync(client, scripts[Math.Min(Interlocked.Increment(ref connections), scripts.Length) - 1]));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, Script script)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream());
                while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 })
                {
                    // The request is as long as its head: the tests only read.
                }

                var length = script.Length is { } known ? $"Content-Length: {known}\r\n" : "";
                var answer = $"HTTP/1.1 {script.Status}\r\nContent-Type: application/json\r\nConnection: close\r\n{length}\r\n{script.Body}";
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), stopping.Token);
                if (script.Holds)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token);
                }
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                // The test is over, or the client has hung up.
            }
        }
    }
}
