using System.Net.Sockets;
using System.Text;
using CniMigration.Tests.Migration.Clusters;

namespace CniMigration.Tests.Migration.Errors;

/// <summary>Answers each connection with the next of its scripts, byte for byte, and then closes it or holds it open.</summary>
internal sealed class RawServer(params RawServer.Script[] scripts) : LoopbackServer
{
    /// <param name="Status">The status line's code and reason.</param>
    /// <param name="Body">What is sent of the body.</param>
    /// <param name="Length">How long it is said to be; null for a stream of unknown length.</param>
    /// <param name="Holds">Whether the connection stays open and silent afterwards.</param>
    internal sealed record Script(string Status, string Body, int? Length, bool Holds)
    {
        public static Script Whole(string body, string status = "200 OK") => new(status, body, body.Length, Holds: false);

        public static Script Half(string body, bool holds, string status = "200 OK") => new(status, body[..(body.Length / 2)], body.Length, holds);
    }

    public string Url => $"http://{Endpoint}";

    protected override async Task ServeAsync(TcpClient client, int number, CancellationToken over)
    {
        var script = scripts[Math.Min(number, scripts.Length) - 1];
        using var reader = new StreamReader(client.GetStream());
        while (await reader.ReadLineAsync(over) is { Length: > 0 })
        {
            // The request is as long as its head: the tests only read.
        }

        var length = script.Length is { } known ? $"Content-Length: {known}\r\n" : "";
        var answer = $"HTTP/1.1 {script.Status}\r\nContent-Type: application/json\r\nConnection: close\r\n{length}\r\n{script.Body}";
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), over);
        if (script.Holds)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over);
        }
    }
}
