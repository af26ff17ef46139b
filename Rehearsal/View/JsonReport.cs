using System.Text.Encodings.Web;
using System.Text.Json;
using CniMigration.Rehearsal.Walk;

namespace CniMigration.Rehearsal.View;

/// <summary>The document of <c>--json</c>.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ImmutableArray<UpResult> ups, string? error) => new JsonObject
    {
        ["result"] = error is null ? "ok" : "failed",
        ["error"] = error,
        ["ups"] = new JsonArray([.. ups.Select(Up)]),
    }.ToJsonString(Readable);

    private static JsonObject Up(UpResult up) => new()
    {
        ["requested"] = up.Requested,
        ["effective"] = up.Effective,
        ["preview"] = up.Preview,
        ["converged"] = up.Converged,
        ["operations"] = new JsonObject
        {
            ["create"] = up.Run.Created,
            ["update"] = up.Run.Updated,
            ["delete"] = up.Run.Deleted,
            ["same"] = up.Run.Unchanged,
        },
        ["gate"] = Gate(up.Gate),
        ["pods"] = new JsonObject
        {
            ["total"] = up.Cluster.Pods.Total,
            ["awsCni"] = up.Cluster.Pods.AwsCni,
            ["cilium"] = up.Cluster.Pods.Cilium,
            ["hostNetwork"] = up.Cluster.Pods.HostNetwork,
            ["pending"] = up.Cluster.Pods.Pending,
        },
        ["nodes"] = new JsonObject { ["old"] = up.Cluster.Nodes.Old, ["cilium"] = up.Cluster.Nodes.Cilium, ["ready"] = up.Cluster.Nodes.Ready },
        ["budgetViolations"] = up.BudgetViolations,
        ["belowReplicasPodSeconds"] = Math.Round(up.BelowReplicasPodSeconds, 1),
        ["nodesWithoutCni"] = up.NodesWithoutCni,
        ["nodesWithTwoCnis"] = up.NodesWithTwoCnis,
        ["podsWithoutPolicies"] = up.PodsWithoutPolicies,
        ["nodesWithoutProxy"] = up.NodesWithoutProxy,
        ["nodesWithTwoProxies"] = up.NodesWithTwoProxies,
        ["lostHostPorts"] = up.LostHostPorts,
        ["simulatedSeconds"] = Math.Round(up.SimulatedSeconds, 1),
        ["plans"] = new JsonArray([.. up.Plans.Select(plan => JsonValue.Create(plan))]),
        ["warnings"] = new JsonArray([.. up.Warnings.Select(warning => JsonValue.Create(warning))]),
    };

    private static JsonObject Gate(GateCounts counts)
    {
        var gate = new JsonObject
        {
            ["expectedPods"] = counts.ExpectedPods,
            ["healthyPairs"] = counts.HealthyPairs,
            ["unhealthyPairs"] = counts.UnhealthyPairs,
        };
        if (counts.Sample is { } sample)
        {
            gate["sample"] = sample;
        }

        return gate;
    }
}
