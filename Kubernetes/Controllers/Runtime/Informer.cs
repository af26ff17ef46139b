using CniMigration.Kubernetes.Clients;

namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>A local copy of all objects of one kind, kept by list and watch, and by what this process writes itself.</summary>
internal abstract class Informer(ResourceType type)
{
    public ResourceType Type { get; } = type;

    /// <summary>Lists, then watches until cancelled; lists again where the server no longer remembers.</summary>
    public abstract Task RunAsync(IApiClient client, TimeProvider clock, Action<ControllerFailure> onFailure, CancellationToken cancellationToken);

    public abstract Task WaitForSyncAsync(CancellationToken cancellationToken);

    /// <summary>Takes in what a write returned, so that the next reconcile already sees it.</summary>
    public abstract void Observe(ApiObject written);

    /// <summary>Takes in that an object is gone, before the watch says so.</summary>
    public abstract void ObserveGone(string key, string uid);

    public abstract Resource? FindResource(string key);

    public abstract IReadOnlyList<Resource> AllResources();

    public abstract void SubscribeToResources(Action<Change<Resource>> handler);
}
