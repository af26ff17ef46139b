using System.Net;
using System.Net.Http.Headers;
using CniMigration.Benchmarks.ApiServer;
using CniMigration.Kubernetes.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CniMigration.Benchmarks.Moves.Rivals;

/// <summary>The only way of a rival to the API server: it passes every request on, as administrator, and counts it. Nodes and observer go past it.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ApiConnection upstream;
    private int requests;
    private int writes;
    private int evictions;

    private CountingProxy(WebApplication app, ApiConnection upstream)
    {
        (this.app, this.upstream) = (app, upstream);
        app.Run(ForwardAsync);
    }

    public int Requests => requests;

    /// <summary>Those that change something, evictions included, also those that were refused.</summary>
    public int Writes => writes;

    public int Evictions => evictions;

    /// <summary>A kubeconfig that leads here; it needs no credentials.</summary>
    public string Kubeconfig { get; private set; } = "";

    public static async Task<CountingProxy> StartAsync(ApiConnection upstream, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            // A watch may be silent for long.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var proxy = new CountingProxy(app, upstream);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        proxy.Kubeconfig = $$$"""
            {"apiVersion":"v1","kind":"Config","current-context":"moves","clusters":[{"name":"moves","cluster":{"server":"{{{address}}}"}}],
             "users":[{"name":"moves","user":{}}],"contexts":[{"name":"moves","context":{"cluster":"moves","user":"moves"}}]}
            """;
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        Count(context.Request);
        try
        {
            using var request = Request(context.Request);
            using var response = await upstream.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            await AnswerAsync(response, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The rival went away in the middle, as one that watches does.
        }
    }

    private void Count(HttpRequest request)
    {
        Interlocked.Increment(ref requests);
        if (!HttpMethods.IsGet(request.Method))
        {
            Interlocked.Increment(ref writes);
        }

        if (HttpMethods.IsPost(request.Method) && request.Path.Value!.EndsWith("/eviction", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref evictions);
        }
    }

    private static HttpRequestMessage Request(HttpRequest incoming)
    {
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), incoming.Path + incoming.QueryString);
        foreach (var name in (string[])["Accept", "Accept-Encoding", "User-Agent"])
        {
            request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)incoming.Headers[name]);
        }

        if (incoming.ContentType is { } type)
        {
            request.Content = new StreamContent(incoming.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        }

        return request;
    }

    private static async Task AnswerAsync(HttpResponseMessage response, HttpContext context)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Content.Headers.Concat(response.Headers.Where(header => header.Key == "Retry-After")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        // What a watch says is to be heard at once.
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[32 * 1024];
        await context.Response.StartAsync(context.RequestAborted);
        int read;
        while ((read = await body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
