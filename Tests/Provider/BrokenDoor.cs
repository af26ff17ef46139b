using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CniMigration.Tests.Provider;

/// <summary>A door before a server that shuts in the face of whoever comes, for as long as it is told to: before a word of TLS was spoken.</summary>
internal sealed class BrokenDoor : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> passing = [];
    private readonly int behind;
    private readonly Task opening;
    private int shut;
    private int callers;

    public BrokenDoor(int behind, int shut)
    {
        (this.behind, this.shut) = (behind, shut);
        listener.Start();
        opening = OpenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many have come, shut out or not.</summary>
    public int Callers => callers;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await opening;
        listener.Stop();
        await Task.WhenAll(passing);
        stopping.Dispose();
    }

    private async Task OpenAsync()
    {
        try
        {
            while (true)
            {
                var caller = await listener.AcceptTcpClientAsync(stopping.Token);
                callers++;
                if (--shut >= 0)
                {
                    caller.Dispose();
                }
                else
                {
                    passing.Add(PassAsync(caller));
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient caller)
    {
        using (caller)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, behind, stopping.Token);
                await Task.WhenAny(
                    caller.GetStream().CopyToAsync(server.GetStream(), stopping.Token), server.GetStream().CopyToAsync(caller.GetStream(), stopping.Token));
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException)
            {
                // One of the two has hung up.
            }
        }
    }
}
