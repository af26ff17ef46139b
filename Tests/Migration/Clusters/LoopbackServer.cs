using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CniMigration.Tests.Migration.Clusters;

/// <summary>Accepts connections on the loopback until the test is over, and serves them beside each other.</summary>
internal abstract class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> serving = [];
    private readonly Task accepting;
    private int connections;

    protected LoopbackServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)listener.LocalEndpoint;

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

    /// <summary>Serves one connection; one that ends with the test, or with the client hanging up, has ended well.</summary>
    /// <param name="client">The connection, closed afterwards.</param>
    /// <param name="number">Which it is, from 1 on.</param>
    /// <param name="over">The end of the test.</param>
    protected abstract Task ServeAsync(TcpClient client, int number, CancellationToken over);

    private async Task AcceptAsync()
    {
        // The first connection comes after the constructors have run.
        await Task.Yield();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token), Interlocked.Increment(ref connections)));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                await ServeAsync(client, number, stopping.Token);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException)
            {
                // The test is over, or the other side has hung up.
            }
        }
    }
}
