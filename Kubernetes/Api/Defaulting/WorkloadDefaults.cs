using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Defaulting;

/// <summary>What workloads say where they say nothing.</summary>
internal static class WorkloadDefaults
{
    public static void Deployment(JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Default("replicas", 1);
        var strategy = spec.Section("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Section("rollingUpdate");
            rolling.Default("maxUnavailable", "25%");
            rolling.Default("maxSurge", "25%");
        }

        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        PodDefaults.ApplyTemplate(spec);
    }

    public static void ReplicaSet(JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Default("replicas", 1);
        PodDefaults.ApplyTemplate(spec);
    }

    public static void ReplicationController(JsonObject json)
    {
        ReplicaSet(json);
        var spec = json.Section("spec");
        if (spec["template"]?["metadata"]?["labels"] is JsonObject { Count: > 0 } labels)
        {
            spec.Default("selector", labels.DeepClone());
            json.Section("metadata").Default("labels", labels.DeepClone());
        }
    }

    public static void DaemonSet(JsonObject json)
    {
        var spec = json.Section("spec");
        var strategy = spec.Section("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Section("rollingUpdate");
            rolling.Default("maxUnavailable", 1);
            rolling.Default("maxSurge", 0);
        }

        spec.Default("revisionHistoryLimit", 10);
        PodDefaults.ApplyTemplate(spec);
    }

    public static void StatefulSet(JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Default("replicas", 1);
        spec.Default("podManagementPolicy", "OrderedReady");
        spec.Default("revisionHistoryLimit", 10);
        var strategy = spec.Section("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            strategy.Section("rollingUpdate").Default("partition", 0);
        }

        var retention = spec.Section("persistentVolumeClaimRetentionPolicy");
        retention.Default("whenDeleted", "Retain");
        retention.Default("whenScaled", "Retain");
        PodDefaults.ApplyTemplate(spec);
        foreach (var claim in spec.Each("volumeClaimTemplates"))
        {
            claim.Default("apiVersion", "v1");
            claim.Default("kind", "PersistentVolumeClaim");
            claim.Section("spec").Default("volumeMode", "Filesystem");
            claim.Section("status").Default("phase", "Pending");
        }
    }

    public static void Job(JsonObject json) => JobSpec(json.Section("spec"));

    public static void CronJob(JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Default("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3);
        spec.Default("failedJobsHistoryLimit", 1);
        PodDefaults.ApplyTemplate(spec.Section("jobTemplate").Section("spec"));
    }

    private static void JobSpec(JsonObject spec)
    {
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1;
        }

        spec.Default("parallelism", 1);
        spec.Default("backoffLimit", 6);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("podReplacementPolicy", "TerminatingOrFailed");
        PodDefaults.ApplyTemplate(spec);
    }
}
