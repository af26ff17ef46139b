using System.Net;
using System.Net.Sockets;

namespace CniMigration.ControlPlane;

/// <summary>Ports that nobody listens on.</summary>
internal static class FreePorts
{
    /// <summary>Picks ports of the loopback address. Nothing holds them: somebody else may be quicker.</summary>
    public static int[] Pick(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }
}
