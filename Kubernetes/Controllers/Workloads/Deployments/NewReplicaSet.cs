using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Workloads.Deployments;

/// <summary>Finds the ReplicaSet with a Deployment's present template, or makes it.</summary>
internal sealed class NewReplicaSet(ControllerContext context)
{
    public static ReplicaSet? Find(Deployment deployment, IEnumerable<ReplicaSet> sets)
    {
        var wanted = PodTemplates.CanonicalText(deployment);
        return sets.OrderBy(set => set.Metadata.CreationTimestamp).ThenBy(set => set.Name, StringComparer.Ordinal)
            .FirstOrDefault(set => PodTemplates.CanonicalText(set) == wanted);
    }

    /// <summary>Gives the present ReplicaSet its revision; null where it had to be made, or the Deployment changed, so that another look is due.</summary>
    public async Task<ReplicaSet?> EnsureAsync(Deployment deployment, List<ReplicaSet> sets, bool create, CancellationToken cancellationToken)
    {
        var known = Find(deployment, sets);
        var revision = sets.Where(set => set != known).Select(Revisions.RevisionOf).DefaultIfEmpty().Max() + 1;
        if (known is null)
        {
            if (create)
            {
                await CreateAsync(deployment, sets, revision, cancellationToken);
            }

            return null;
        }
        var surge = RolloutArithmetic.Resolve(deployment).Surge;
        var mark = Math.Max(revision, Revisions.RevisionOf(known));
        var marked = await context.UpdateAsync(known, body =>
        {
            Revisions.CopyAnnotations(Revisions.Annotations(body), deployment);
            Revisions.WriteRevision(Revisions.Annotations(body), mark);
            if (!Revisions.HasDesired(known))
            {
                Revisions.WriteScale(Revisions.Annotations(body), deployment.Spec.Replicas, surge);
            }

            if (known.Spec.MinReadySeconds != deployment.Spec.MinReadySeconds)
            {
                body.Section("spec")["minReadySeconds"] = deployment.Spec.MinReadySeconds;
            }
        }, cancellationToken);
        if (Revisions.RevisionOf(deployment) != mark)
        {
            await context.UpdateAsync(deployment, body => Revisions.Annotations(body)[Revisions.Revision] = $"{mark}", cancellationToken);
            return null;
        }
        return context.Cache.ReplicaSets.Find(marked.Key);
    }

    private async Task CreateAsync(Deployment deployment, List<ReplicaSet> sets, long revision, CancellationToken cancellationToken)
    {
        var hash = PodTemplates.Hash(PodTemplates.CanonicalText(deployment), deployment.Status.CollisionCount);
        var surge = RolloutArithmetic.Resolve(deployment).Surge;
        var replicas = deployment.Spec.Strategy.Type == "RollingUpdate"
            ? RolloutArithmetic.NewReplicas(deployment.Spec.Replicas, surge, 0, sets.Sum(set => set.Spec.Replicas))
            : deployment.Spec.Replicas;
        try
        {
            await context.CreateAsync(ResourceTypes.ReplicaSets, deployment.Namespace, Body(deployment, hash, replicas, surge, revision), cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            await context.UpdateStatusAsync(deployment, status => status["collisionCount"] = (deployment.Status.CollisionCount ?? 0) + 1, cancellationToken);
            return;
        }
        context.Events.Normal(deployment, DeploymentController.ComponentName, "ScalingReplicaSet",
            $"Scaled up replica set {deployment.Name}-{hash} from 0 to {replicas}");
    }

    private static JsonObject Body(Deployment deployment, string hash, int replicas, int surge, long revision)
    {
        var template = PodTemplates.Copy(deployment);
        template.Section("metadata").Section("labels")[PodTemplates.HashLabel] = hash;
        var selector = (JsonObject)deployment.Source.ToJson()["spec"]!["selector"]!.DeepClone();
        selector.Section("matchLabels")[PodTemplates.HashLabel] = hash;
        var annotations = new JsonObject();
        Revisions.CopyAnnotations(annotations, deployment);
        Revisions.WriteScale(annotations, deployment.Spec.Replicas, surge);
        Revisions.WriteRevision(annotations, revision);
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name}-{hash}",
                ["namespace"] = deployment.Namespace,
                ["labels"] = template["metadata"]!["labels"]!.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(JsonObjects.OwnerReferenceTo(deployment)),
            },
            ["spec"] = new JsonObject
            {
                ["replicas"] = replicas,
                ["minReadySeconds"] = deployment.Spec.MinReadySeconds,
                ["selector"] = selector,
                ["template"] = template,
            },
        };
    }
}
