using System.Globalization;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes;

/// <summary>What a kubelet reports of a pod, as patches of its status.</summary>
internal static class KubeletStatus
{
    /// <summary>A pod that has started.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="end">The phase that it has ended in already; null: it runs.</param>
    /// <param name="time">When it started.</param>
    /// <param name="number">Its number among all pods, which gives its address.</param>
    public static JsonObject Started(Pod pod, string? end, DateTimeOffset time, int number)
    {
        var now = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var address = $"10.0.{number / 250}.{(number % 250) + 1}";
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Uid },
            ["status"] = new JsonObject
            {
                ["phase"] = end ?? "Running",
                ["podIP"] = address,
                ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address }),
                ["startTime"] = now,
                ["conditions"] = new JsonArray(
                    Condition("PodScheduled", true), Condition("Initialized", true),
                    Condition("ContainersReady", end is null), Condition("Ready", end is null)),
                ["containerStatuses"] = new JsonArray([.. pod.Spec.Containers.Select(Container)]),
            },
        };

        JsonObject Condition(string type, bool status) =>
            new() { ["type"] = type, ["status"] = status ? "True" : "False", ["lastTransitionTime"] = now };

        JsonNode Container(Container container) => new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["imageID"] = "",
            ["ready"] = end is null,
            ["started"] = end is null,
            ["restartCount"] = 0,
            ["state"] = end is null
                ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now } }
                : new JsonObject { ["terminated"] = Terminated(end, now) },
        };
    }

    /// <summary>A pod that has done what it was started for.</summary>
    public static JsonObject Finished(Pod pod) => new()
    {
        ["metadata"] = new JsonObject { ["uid"] = pod.Uid },
        ["status"] = new JsonObject
        {
            ["phase"] = "Succeeded",
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "False", ["reason"] = "PodCompleted" }),
        },
    };

    private static JsonObject Terminated(string phase, string now) => new()
    {
        ["exitCode"] = phase == "Succeeded" ? 0 : 1,
        ["reason"] = phase == "Succeeded" ? "Completed" : "Error",
        ["finishedAt"] = now,
    };
}
