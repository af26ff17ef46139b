using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;
using CniMigration.Simulator.Hosting;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Tests.Simulator.Hosting;

[CancelAfter(30_000)]
internal sealed class PodTunnelTests
{
    private Pods pods = null!;
    private PodTunnel tunnel = null!;

    [SetUp]
    public async Task StartAsync()
    {
        pods = new Pods();
        tunnel = await PodTunnel.StartAsync(pods, TestContext.CurrentContext.CancellationToken);
    }

    [TearDown]
    public Task StopAsync() => tunnel.DisposeAsync().AsTask();

    [Test]
    public async Task What_is_spoken_through_it_the_pod_answers()
    {
        await using var wire = await DialAsync();
        Assert.That(await wire.AskAsync("CONNECT 10.0.0.8:8080 HTTP/1.1\r\nHost: 10.0.0.8:8080\r\n\r\n"), Does.StartWith("HTTP/1.1 200 "));
        Assert.That(await wire.AskAsync("POST /check?all=1 HTTP/1.1\r\nHost: it\r\nContent-Length: 2\r\n\r\nhi", "from it"), Does.StartWith("HTTP/1.1 418 "));
        Assert.That(pods.Asked, Is.EqualTo("it 8080 POST /check ?all=1 hi"));
    }

    [Test]
    public async Task Where_nothing_answers_the_reason_is_given()
    {
        await using var wire = await DialAsync();
        Assert.That(await wire.AskAsync("CONNECT 10.0.0.9:80 HTTP/1.1\r\n\r\n"), Does.StartWith("HTTP/1.1 503 dial tcp 10.0.0.9:80: i/o timeout"));
    }

    [TestCase("GET / HTTP/1.1\r\nHost: it\r\n\r\n")]
    [TestCase("CONNECT somewhere HTTP/1.1\r\n\r\n")]
    public async Task Nothing_but_a_tunnel_to_an_address_is_opened(string request)
    {
        await using var wire = await DialAsync();
        Assert.That(await wire.AskAsync(request), Does.StartWith("HTTP/1.1 405 "));
    }

    [Test]
    public async Task A_pod_that_goes_while_it_is_asked_takes_the_connection_with_it()
    {
        await using var wire = await DialAsync();
        await wire.AskAsync("CONNECT 10.0.0.8:8080 HTTP/1.1\r\n\r\n");
        pods.IsGone = true;
        Assert.That(await wire.AskAsync("GET / HTTP/1.1\r\nHost: it\r\n\r\n"), Is.Empty);
    }

    [Test]
    public async Task Its_socket_goes_with_it()
    {
        var other = await PodTunnel.StartAsync(pods, TestContext.CurrentContext.CancellationToken);
        Assert.That(File.Exists(other.Socket));
        await other.DisposeAsync();
        Assert.That(Directory.Exists(Path.GetDirectoryName(other.Socket)), Is.False);
    }

    private async Task<Wire> DialAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(tunnel.Socket));
        return new Wire(new NetworkStream(socket, ownsSocket: true));
    }

    private sealed class Wire(NetworkStream stream) : IAsyncDisposable
    {
        /// <summary>Sends a request and reads until the end of its answer's head, or until what the body ends with, or until the connection ends.</summary>
        public async Task<string> AskAsync(string request, string end = "\r\n\r\n")
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
            var answer = new StringBuilder();
            var buffer = new byte[1024];
            while (!answer.ToString().EndsWith(end, StringComparison.Ordinal))
            {
                var read = await ReadAsync(buffer);
                if (read == 0)
                {
                    break;
                }

                answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            return answer.ToString();
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();

        private async Task<int> ReadAsync(byte[] buffer)
        {
            try
            {
                return await stream.ReadAsync(buffer, TestContext.CurrentContext.CancellationToken);
            }
            catch (IOException)
            {
                // The other side is gone.
                return 0;
            }
        }
    }

    private sealed class Pods : IPodDialer
    {
        public bool IsGone { get; set; }

        public string Asked { get; private set; } = "";

        public ApiObject Dial(string address, int port) => address == "10.0.0.8"
            ? ObjectStore.Draft(
                ResourceTypes.Pods, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "it", ["namespace"] = "default", ["uid"] = "1" } }, 1)
            : throw new PodUnreachableException($"dial tcp {address}:{port}: i/o timeout");

        public Task<PodResponse> SendAsync(PodCall call, CancellationToken cancellationToken)
        {
            if (IsGone)
            {
                throw new PodUnreachableException("gone");
            }

            Asked = $"{call.Pod.Name} {call.Port} {call.Method} {call.Path} {call.Query} {Encoding.ASCII.GetString(call.Body.Span)}";
            return Task.FromResult(PodResponse.Text(418, "from it"));
        }
    }
}
