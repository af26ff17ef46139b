using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CniMigration.Tests.Sdk.KubernetesClient;

/// <summary>A web server on the loopback that keeps the last request and gives one answer to all.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private RecordingServer(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public string? Method { get; private set; }

    public string? Target { get; private set; }

    public string? ContentType { get; private set; }

    public string? Body { get; private set; }

    public string? Authorization { get; private set; }

    public int Status { get; set; } = 200;

    public string Answer { get; set; } = "{}";

    public Dictionary<string, string> AnswerHeaders { get; } = [];

    public static async Task<RecordingServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var server = new RecordingServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Method = context.Request.Method;
        Target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        ContentType = context.Request.ContentType;
        Authorization = context.Request.Headers.Authorization;
        using var reader = new StreamReader(context.Request.Body);
        Body = await reader.ReadToEndAsync();
        foreach (var (name, value) in AnswerHeaders)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Answer);
    }
}
