using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Workloads;

/// <summary>What the controllers of pods have in common: they wake when their object, or a pod of theirs, changes.</summary>
internal abstract class WorkloadController<T> : Controller
    where T : Resource
{
    private readonly Informer<T> informer;
    private readonly string kind;

    protected WorkloadController(ControllerContext context, Informer<T> informer)
        : base(context)
    {
        this.informer = informer;
        kind = informer.Type.Kind;
        Pods = new PodControl(context, Name);
        Claims = new PodClaims(context);
        informer.Subscribe(change => Queue.Add(change.Latest.Key));
        Cache.Pods.Subscribe(Woken);
    }

    protected PodControl Pods { get; }

    protected PodClaims Claims { get; }

    /// <summary>The selector by which an orphan pod wakes its possible owner; null where orphans are never adopted.</summary>
    protected abstract LabelSelector? SelectorOf(T workload);

    protected abstract Task ReconcileAsync(T workload, CancellationToken cancellationToken);

    protected virtual void Forget(string key)
    {
    }

    protected override Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (informer.Find(key) is { } workload)
        {
            return ReconcileAsync(workload, cancellationToken);
        }

        Forget(key);
        return Task.CompletedTask;
    }

    private void Woken(Change<Pod> change)
    {
        WakeOwner(change.Old);
        WakeOwner(change.New);
        if (change.New is not { IsDeleting: false } pod || pod.Metadata.Controller is not null)
        {
            return;
        }

        foreach (var workload in informer.All())
        {
            if (workload.Namespace == pod.Namespace
                && SelectorOf(workload) is { } selector
                && !PodClaims.IsEmpty(selector)
                && selector.Matches(pod.Metadata.Labels))
            {
                Queue.Add(workload.Key);
            }
        }
    }

    private void WakeOwner(Pod? pod)
    {
        if (pod?.Metadata.Controller is { } owner && owner.Kind == kind)
        {
            Queue.Add($"{pod.Namespace}/{owner.Name}");
        }
    }
}
