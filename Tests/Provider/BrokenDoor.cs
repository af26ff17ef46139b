using System.Net;
using System.Net.Sockets;
using CniMigration.Tests.Migration.Clusters;

namespace CniMigration.Tests.Provider;

/// <summary>A door before a server that shuts in the face of the first who come, before a word of TLS was spoken.</summary>
/// <param name="behind">The server's port.</param>
/// <param name="shut">How many are shut out.</param>
internal sealed class BrokenDoor(int behind, int shut) : LoopbackServer
{
    protected override async Task ServeAsync(TcpClient client, int number, CancellationToken over)
    {
        if (number <= shut)
        {
            return;
        }

        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, behind, over);
        await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), over), server.GetStream().CopyToAsync(client.GetStream(), over));
    }
}
