using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Workloads.Deployments;

/// <summary>What a Deployment says of itself: its counts, and whether it is available and getting on.</summary>
internal static class DeploymentProgress
{
    /// <summary>Writes the status, and gives how long until a rollout that does not move must be called stuck.</summary>
    public static TimeSpan? Write(
        JsonObject status, Deployment deployment, ReplicaSet? current, IReadOnlyList<ReplicaSet> sets, DateTimeOffset now, bool rollsOut)
    {
        var replicas = sets.Sum(set => set.Status.Replicas);
        var updated = current?.Status.Replicas ?? 0;
        var ready = sets.Sum(set => set.Status.ReadyReplicas);
        var available = sets.Sum(set => set.Status.AvailableReplicas);
        status["observedGeneration"] = deployment.Metadata.Generation;
        status.SetCount("replicas", replicas);
        status.SetCount("updatedReplicas", updated);
        status.SetCount("readyReplicas", ready);
        status.SetCount("availableReplicas", available);
        status.SetCount("unavailableReplicas", Math.Max(0, sets.Sum(set => set.Spec.Replicas) - available));

        var least = deployment.Spec.Replicas - RolloutArithmetic.Resolve(deployment).Unavailable;
        if (available >= least)
        {
            status.SetCondition(now, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", true);
        }
        else
        {
            status.SetCondition(now, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", true);
        }

        return rollsOut ? WriteProgress(status, deployment, current, new Counts(replicas, updated, ready, available), now) : null;
    }

    public static void WritePause(JsonObject status, Deployment deployment, DateTimeOffset now)
    {
        if (deployment.Spec.ProgressDeadlineSeconds is null)
        {
            return;
        }

        var reason = deployment.Status.Conditions.Find("Progressing")?.Reason;
        if (reason == "ProgressDeadlineExceeded")
        {
            return;
        }

        if (deployment.Spec.Paused)
        {
            status.SetCondition(now, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused", true);
        }
        else if (reason == "DeploymentPaused")
        {
            status.SetCondition(now, "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed", true);
        }
    }

    private static TimeSpan? WriteProgress(JsonObject status, Deployment deployment, ReplicaSet? current, Counts counts, DateTimeOffset now)
    {
        if (deployment.Spec.ProgressDeadlineSeconds is not { } deadline)
        {
            return null;
        }

        var known = deployment.Status.Conditions.Find("Progressing");
        if (counts.Replicas == counts.Updated && known?.Reason == "NewReplicaSetAvailable" && !IsComplete(deployment, counts))
        {
            return null;
        }

        var name = current is null ? $"Deployment \"{deployment.Name}\"" : $"ReplicaSet \"{current.Name}\"";
        if (IsComplete(deployment, counts))
        {
            status.SetCondition(now, "Progressing", "True", "NewReplicaSetAvailable", $"{name} has successfully progressed.", true);
            return null;
        }
        if (known is null || Moved(deployment, counts))
        {
            Renew(status, now, known is null && current is not null ? "NewReplicaSetCreated" : "ReplicaSetUpdated",
                known is null && current is not null ? $"Created new replica set \"{current.Name}\"" : $"{name} is progressing.");
            return TimeSpan.FromSeconds(deadline);
        }
        if (known.Reason is "ProgressDeadlineExceeded")
        {
            return null;
        }

        if (known.Reason is "NewReplicaSetAvailable" or "DeploymentPaused" or "DeploymentResumed")
        {
            Renew(status, now, "ReplicaSetUpdated", $"{name} is progressing.");
            return TimeSpan.FromSeconds(deadline);
        }
        var left = (known.LastUpdateTime ?? now).AddSeconds(deadline) - now;
        if (left > TimeSpan.Zero)
        {
            return left;
        }

        status.SetCondition(now, "Progressing", "False", "ProgressDeadlineExceeded", $"{name} has timed out progressing.", true);
        return null;
    }

    /// <summary>Progress counts from its last step, so that the update time moves even where the words stay.</summary>
    private static void Renew(JsonObject status, DateTimeOffset now, string reason, string message)
    {
        if (status.SetCondition(now, "Progressing", "True", reason, message, true))
        {
            return;
        }

        var condition = status.List("conditions").OfType<JsonObject>().First(item => (string?)item["type"] == "Progressing");
        condition["lastUpdateTime"] = now.Timestamp();
    }

    private static bool IsComplete(Deployment deployment, Counts counts) =>
        counts.Updated == deployment.Spec.Replicas && counts.Replicas == deployment.Spec.Replicas && counts.Available == deployment.Spec.Replicas;

    private static bool Moved(Deployment deployment, Counts counts)
    {
        var before = deployment.Status;
        return counts.Updated > before.UpdatedReplicas
            || counts.Replicas - counts.Updated < before.Replicas - before.UpdatedReplicas
            || counts.Ready > before.ReadyReplicas
            || counts.Available > before.AvailableReplicas;
    }

    private readonly record struct Counts(int Replicas, int Updated, int Ready, int Available);
}
