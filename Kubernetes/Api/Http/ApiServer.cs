using System.Net;
using System.Security.Cryptography.X509Certificates;
using CniMigration.Kubernetes.Api.Access;
using CniMigration.Kubernetes.Api.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>An API server on loopback.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private const int MaxStreams = 1000;

    private readonly WebApplication app;
    private readonly X509Certificate2 certificate;
    private readonly CancellationTokenSource stopping;

    private ApiServer(WebApplication app, X509Certificate2 certificate, string authorityPem, CancellationTokenSource stopping, ApiCore core, Uri endpoint)
    {
        this.app = app;
        this.certificate = certificate;
        AuthorityPem = authorityPem;
        this.stopping = stopping;
        Core = core;
        Endpoint = endpoint;
    }

    public ApiCore Core { get; }

    public Uri Endpoint { get; }

    public string AuthorityPem { get; }

    public TokenRegistry Tokens => Core.Tokens;

    public static async Task<ApiServer> StartAsync(ApiServerOptions options, CancellationToken cancellationToken)
    {
        var core = new ApiCore(options.Clock, options.Seed, options.ServiceCidr);
        var certificates = ServerCertificates.Generate(TimeProvider.System.GetUtcNow());
        var certificate = certificates.Server();
        var stopping = new CancellationTokenSource();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Bodies have their own limit, a watch may be silent for long, and a client may hold many on one connection.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.UseHttps(certificate));
        });
        var app = builder.Build();
        var handler = new RequestHandler(core, options, stopping.Token);
        app.Run(handler.HandleAsync);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ApiServer(app, certificate, certificates.AuthorityPem, stopping, core, new Uri(address));
    }

    /// <summary>A kubeconfig whose only user has this token.</summary>
    public string Kubeconfig(string token, string clusterName = "cluster") => KubeconfigText.Of(Endpoint, AuthorityPem, token, clusterName);

    public async ValueTask DisposeAsync()
    {
        // Watches last for long; they are told before the server waits for them.
        await stopping.CancelAsync();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        certificate.Dispose();
        stopping.Dispose();
    }
}
