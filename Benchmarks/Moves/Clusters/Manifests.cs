using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CniMigration.Benchmarks.Moves.Clusters;

/// <summary>The objects of the cluster to move, as JSON.</summary>
internal static class Manifests
{
    public const string Namespace = "default";
    public const string AppLabel = "app";
    public const string SideLabel = "side";
    public const string Old = "old";
    public const string New = "new";

    public static byte[] Node(string side, int index, int pods) => Bytes($$"""
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"{{NodeName(side, index)}}","labels":{"kubernetes.io/hostname":"{{NodeName(side, index)}}",
          "kubernetes.io/os":"linux","topology.kubernetes.io/zone":"zone-{{(char)('a' + (index % 3))}}","{{SideLabel}}":"{{side}}"} },
         "status":{"capacity":{"cpu":"4","memory":"16Gi","pods":"{{pods}}"},"allocatable":{"cpu":"4","memory":"16Gi","pods":"{{pods}}"},
          "conditions":[{"type":"Ready","status":"True","reason":"KubeletReady","message":"","lastHeartbeatTime":"{{Now()}}","lastTransitionTime":"{{Now()}}"}],
          "addresses":[{"type":"Hostname","address":"{{NodeName(side, index)}}"}] } }
        """);

    public static string NodeName(string side, int index) => string.Create(CultureInfo.InvariantCulture, $"{side}-{index:000}");

    public static byte[] Workload(BenchmarkWorkload workload)
    {
        var spec = new JsonObject
        {
            ["replicas"] = workload.Replicas,
            ["selector"] = Selector(workload),
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [AppLabel] = workload.Name } },
                ["spec"] = Pod(workload),
            },
        };
        if (workload.IsStateful)
        {
            spec["serviceName"] = workload.Name;
            spec["podManagementPolicy"] = workload.IsParallel ? "Parallel" : "OrderedReady";
        }
        else
        {
            spec["strategy"] = workload.HoldsVolume ? new JsonObject { ["type"] = "Recreate" } : new JsonObject
            {
                ["type"] = "RollingUpdate",
                ["rollingUpdate"] = new JsonObject { ["maxSurge"] = $"{workload.MaxSurge}%", ["maxUnavailable"] = $"{workload.MaxUnavailable}%" },
            };
        }

        return Bytes(
            new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = workload.Kind, ["metadata"] = Named(workload.Name), ["spec"] = spec }.ToJsonString());
    }

    public static byte[] Budget(BenchmarkWorkload workload, BudgetRule budget, string version)
    {
        var spec = new JsonObject { ["selector"] = Selector(workload) };
        if (budget.MinAvailable is { } least)
        {
            spec["minAvailable"] = least;
        }
        else
        {
            spec["maxUnavailable"] = budget.MaxUnavailable!.EndsWith('%')
                ? budget.MaxUnavailable
                : int.Parse(budget.MaxUnavailable, CultureInfo.InvariantCulture);
        }

        return Bytes(
            new JsonObject
            {
                ["apiVersion"] = $"policy/{version}",
                ["kind"] = "PodDisruptionBudget",
                ["metadata"] = Named(workload.Name),
                ["spec"] = spec,
            }.ToJsonString());
    }

    /// <summary>A volume that is bound to its claim already, as no controller that binds runs on every server.</summary>
    public static byte[] Volume(BenchmarkWorkload workload) => Bytes($$"""
        {"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"{{workload.Name}}","annotations":{"pv.kubernetes.io/bound-by-controller":"yes"} },
         "spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"persistentVolumeReclaimPolicy":"Retain",
          "nfs":{"server":"files.example.com","path":"/{{workload.Name}}"},
          "claimRef":{"apiVersion":"v1","kind":"PersistentVolumeClaim","namespace":"{{Namespace}}","name":"{{workload.Name}}"} } }
        """);

    public static byte[] Claim(BenchmarkWorkload workload) => Bytes($$"""
        {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"{{workload.Name}}","annotations":{"pv.kubernetes.io/bind-completed":"yes"} },
         "spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"","volumeName":"{{workload.Name}}","resources":{"requests":{"storage":"1Gi"} } } }
        """);

    private static JsonObject Pod(BenchmarkWorkload workload)
    {
        var pod = new JsonObject
        {
            ["automountServiceAccountToken"] = false,
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "app",
                ["image"] = "registry.example.com/app:1",
                ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "100m", ["memory"] = "128Mi" } },
            }),
        };
        if (workload.HoldsVolume)
        {
            pod["volumes"] = new JsonArray(new JsonObject
            {
                ["name"] = "data",
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = workload.Name },
            });
        }

        return pod;
    }

    private static JsonObject Selector(BenchmarkWorkload workload) => new() { ["matchLabels"] = new JsonObject { [AppLabel] = workload.Name } };

    private static JsonObject Named(string name) => new() { ["name"] = name, ["namespace"] = Namespace };

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
