using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Services;

/// <summary>Wakes for a service when it, or a pod that it selects, changes in a way that matters to who calls it.</summary>
internal abstract class ServiceController : Controller
{
    protected ServiceController(ControllerContext context)
        : base(context)
    {
        Cache.Services.Subscribe(change => Queue.Add(change.Latest.Key));
        Cache.Pods.Subscribe(PodChanged);
    }

    private void PodChanged(Change<Pod> change)
    {
        if (change is { Old: { } old, New: { } current } && LooksTheSame(old, current))
        {
            return;
        }

        foreach (var service in Cache.ServicesByNamespace[change.Latest.Namespace])
        {
            if ((change.Old is { } before && ServiceBackends.Selects(service, before)) || (change.New is { } after && ServiceBackends.Selects(service, after)))
            {
                Queue.Add(service.Key);
            }
        }
    }

    private static bool LooksTheSame(Pod old, Pod current) =>
        old.Status.PodIP == current.Status.PodIP
            && old.IsReady == current.IsReady
            && old.IsDeleting == current.IsDeleting
            && old.IsFinished == current.IsFinished
        && old.Metadata.Labels.Count == current.Metadata.Labels.Count
        && old.Metadata.Labels.All(label => current.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value);
}
