using System.Buffers;
using System.Net;
using System.Text;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Simulator.Nodes.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CniMigration.Simulator.Hosting;

/// <summary>
/// The control plane's way into the pod network: a proxy on a Unix domain socket, which takes CONNECT to a pod's address and port. What is then
/// spoken is the pod's to answer.
/// </summary>
internal sealed class PodTunnel : IAsyncDisposable
{
    private const int LongestRequest = 8192;

    private readonly WebApplication app;
    private readonly DirectoryInfo folder;

    private PodTunnel(WebApplication app, DirectoryInfo folder, string socket) => (this.app, this.folder, Socket) = (app, folder, socket);

    /// <summary>The path of the socket.</summary>
    public string Socket { get; }

    public static async Task<PodTunnel> StartAsync(IPodDialer network, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pods-");
        var socket = Path.Combine(folder.FullName, "tunnel");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => ConnectAsync(connection, network, next));
        }));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, network));
        await app.StartAsync(cancellationToken);
        return new PodTunnel(app, folder, socket);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task ConnectAsync(ConnectionContext connection, IPodDialer network, ConnectionDelegate next)
    {
        if (await ReadTargetAsync(connection) is not var (address, port))
        {
            await WriteAsync(connection, "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n");
            return;
        }

        try
        {
            connection.Features.Set(new Target(network.Dial(address, port), port));
        }
        catch (PodUnreachableException problem)
        {
            await WriteAsync(connection, $"HTTP/1.1 503 {problem.Message}\r\nContent-Length: 0\r\n\r\n");
            return;
        }

        await WriteAsync(connection, "HTTP/1.1 200 Connected\r\n\r\n");
        await next(connection);
    }

    /// <summary>Takes the request that opens a tunnel; null where it is another one.</summary>
    private static async Task<(string Address, int Port)?> ReadTargetAsync(ConnectionContext connection)
    {
        while (true)
        {
            var read = await connection.Transport.Input.ReadAsync(connection.ConnectionClosed);
            var reader = new SequenceReader<byte>(read.Buffer);
            if (reader.TryReadTo(out ReadOnlySequence<byte> head, "\r\n\r\n"u8))
            {
                var words = Encoding.ASCII.GetString(head).Split("\r\n")[0].Split(' ');
                connection.Transport.Input.AdvanceTo(reader.Position);
                return words is ["CONNECT", var target, ..] && IPEndPoint.TryParse(target, out var endpoint)
                    ? (endpoint.Address.ToString(), endpoint.Port)
                    : null;
            }

            connection.Transport.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted || read.Buffer.Length > LongestRequest)
            {
                return null;
            }
        }
    }

    private static async Task WriteAsync(ConnectionContext connection, string text) =>
        await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(text), connection.ConnectionClosed);

    private static async Task AnswerAsync(HttpContext context, IPodDialer network)
    {
        var (pod, port) = context.Features.Get<Target>()!;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            var request = context.Request;
            var call = new PodCall(pod, port, request.Method, request.Path.Value ?? "/", request.QueryString.Value ?? "", body.ToArray());
            var response = await network.SendAsync(call, context.RequestAborted);
            context.Response.StatusCode = response.Status;
            context.Response.ContentType = response.ContentType;
            context.Response.ContentLength = response.Body.Length;
            if (!HttpMethods.IsHead(request.Method))
            {
                await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
            }
        }
        catch (PodUnreachableException)
        {
            // The pod went while it was spoken to: its side of the connection is gone too.
            context.Abort();
        }
    }

    private sealed record Target(ApiObject Pod, int Port);
}
