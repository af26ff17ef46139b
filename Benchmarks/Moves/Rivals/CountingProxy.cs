using System.Net;
using CniMigration.Benchmarks.Servers;
using CniMigration.Kubernetes.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace CniMigration.Benchmarks.Moves.Rivals;

/// <summary>The only way of a rival to the API server: it passes every request on, as administrator, and counts it. Nodes and observer go past it.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    /// <summary>A watch may be silent for long.</summary>
    private static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = TimeSpan.FromHours(1), Version = HttpVersion.Version11 };

    private readonly WebApplication app;
    private readonly ApiConnection upstream;
    private readonly IHttpForwarder forwarder;
    private readonly AsAdministrator asAdministrator;
    private int requests;
    private int writes;
    private int evictions;

    private CountingProxy(WebApplication app, ApiConnection upstream)
    {
        (this.app, this.upstream, asAdministrator) = (app, upstream, new AsAdministrator(upstream));
        forwarder = app.Services.GetRequiredService<IHttpForwarder>();
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
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var proxy = new CountingProxy(app, upstream);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        proxy.Kubeconfig = $$$"""
            {"apiVersion":"v1","kind":"Config","current-context":"moves","clusters":[{"name":"moves","cluster":{"server":"{{{address}}}"}}],
             "contexts":[{"name":"moves","context":{"cluster":"moves"}}]}
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
        await forwarder.SendAsync(context, upstream.Endpoint.AbsoluteUri, upstream.Wire, Forwarding, asAdministrator);
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

    private sealed class AsAdministrator(ApiConnection upstream) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = null;
            proxyRequest.Headers.Authorization = upstream.Authorization;
        }

        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            var hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
            if (httpContext.Request.Query.ContainsKey("watch"))
            {
                // A watch has begun when it is answered, not when something happens.
                await httpContext.Response.Body.FlushAsync(cancellationToken);
            }

            return hasBody;
        }
    }
}
