using Microsoft.Extensions.Hosting;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>The server lives as long as whoever embeds it says; signals are theirs to handle.</summary>
internal sealed class HostedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
