using CniMigration.Tests.Migration.Clusters;
using k8s;

namespace CniMigration.Tests.Properties.Clusters;

/// <summary>One process of the mover: when it is killed, nothing of it reaches the cluster any more.</summary>
internal sealed class MoverLife : IDisposable
{
    private readonly Breath breath = new();
    private readonly CancellationTokenSource ended;

    public MoverLife(TestCluster cluster, CancellationToken cancellationToken)
    {
        ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Client = cluster.Open(breath, Wire);
    }

    public IKubernetes Client { get; }

    public CutWire Wire { get; } = new();

    /// <summary>Cancelled when it is to end, or is dead.</summary>
    public CancellationToken Token => ended.Token;

    public bool HasEnded => ended.IsCancellationRequested;

    public Task KillAsync()
    {
        breath.IsOut = true;
        return ended.CancelAsync();
    }

    public Task CancelAsync() => ended.CancelAsync();

    public void Dispose()
    {
        Client.Dispose();
        ended.Dispose();
    }

    private sealed class Breath : DelegatingHandler
    {
        public volatile bool IsOut;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            IsOut ? throw new OperationCanceledException("The mover is dead.") : base.SendAsync(request, cancellationToken);
    }
}
