using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Nodes;

/// <summary>Removes pods that no kubelet will end any more: those of nodes that are gone, and terminating ones that never had a node.</summary>
internal sealed class PodGarbageController : Controller
{
    private readonly TimeSpan quarantine;

    public PodGarbageController(ControllerContext context, TimeSpan quarantine)
        : base(context)
    {
        this.quarantine = quarantine;
        Cache.Pods.Subscribe(PodChanged);
        Cache.Nodes.Subscribe(NodeChanged);
    }

    public override string Name => "pod-garbage-collector";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (Cache.Pods.Find(key) is not { } pod)
        {
            return;
        }

        if (pod.Spec.NodeName.Length == 0)
        {
            if (pod.IsDeleting)
            {
                await Context.DeleteAsync(pod, cancellationToken, gracePeriodSeconds: 0);
            }

            return;
        }
        if (Cache.Nodes.Find(pod.Spec.NodeName) is not null)
        {
            return;
        }

        if (await Context.Client.GetAsync(ResourceTypes.Nodes, null, pod.Spec.NodeName, cancellationToken) is not null)
        {
            return;
        }

        var marked = await Context.UpdateStatusAsync(pod, status =>
        {
            if (!pod.IsFinished)
            {
                status["phase"] = "Failed";
            }

            status.SetCondition(Context.Now, "DisruptionTarget", "True", "DeletionByPodGC", "PodGC: node no longer exists");
        }, cancellationToken);
        if (Cache.Pods.Find(marked.Key) is { } current)
        {
            await Context.DeleteAsync(current, cancellationToken, gracePeriodSeconds: 0);
        }
    }

    private void PodChanged(Change<Pod> change)
    {
        if (change.New is not { } pod)
        {
            return;
        }

        if (pod.Spec.NodeName.Length == 0)
        {
            if (pod.IsDeleting)
            {
                Queue.Add(pod.Key);
            }

            return;
        }
        if (pod.Spec.NodeName != change.Old?.Spec.NodeName && Cache.Nodes.Find(pod.Spec.NodeName) is null)
        {
            Queue.AddAfter(pod.Key, quarantine);
        }
    }

    private void NodeChanged(Change<Node> change)
    {
        if (change.New is not null)
        {
            return;
        }

        foreach (var pod in Cache.PodsByNode[change.Latest.Name])
        {
            Queue.AddAfter(pod.Key, quarantine);
        }
    }
}
