using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Workloads;

/// <summary>Which pods are a workload's: it adopts orphans that its selector matches, and lets go of those that it no longer matches.</summary>
internal sealed class PodClaims(ControllerContext context)
{
    public async Task<List<Pod>> ClaimAsync(Resource owner, LabelSelector selector, CancellationToken cancellationToken, Func<Pod, bool>? mayAdopt = null)
    {
        List<Pod> claimed = [];
        foreach (var pod in context.Cache.PodsByController[owner.Uid])
        {
            if (selector.Matches(pod.Metadata.Labels))
            {
                claimed.Add(pod);
            }
            else if (!pod.IsDeleting && !owner.IsDeleting)
            {
                await ReleaseAsync(owner, pod, cancellationToken);
            }
        }
        if (owner.IsDeleting || IsEmpty(selector))
        {
            return claimed;
        }

        foreach (var pod in context.Cache.OrphanPods[owner.Namespace])
        {
            if (!pod.IsActive || !selector.Matches(pod.Metadata.Labels) || mayAdopt?.Invoke(pod) == false)
            {
                continue;
            }

            var adopted = await context.UpdateAsync(pod, body => Adopt(body, owner), cancellationToken);
            if (context.Cache.Pods.Find(adopted.Key) is { } current)
            {
                claimed.Add(current);
            }
        }
        return claimed;
    }

    public static bool IsEmpty(LabelSelector selector) => selector.MatchLabels.Count == 0 && selector.MatchExpressions.Count == 0;

    public static void Adopt(JsonObject body, Resource owner) =>
        body.Section("metadata").List("ownerReferences").Add(JsonObjects.OwnerReferenceTo(owner));

    private async Task ReleaseAsync(Resource owner, Pod pod, CancellationToken cancellationToken) => await context.UpdateAsync(pod, body =>
    {
        var owners = body.Section("metadata").List("ownerReferences");
        foreach (var reference in owners.Where(reference => (string?)reference!["uid"] == owner.Uid).ToList())
        {
            owners.Remove(reference);
        }
    }, cancellationToken);
}
