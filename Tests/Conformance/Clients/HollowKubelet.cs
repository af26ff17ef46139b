using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Conformance.Clients;

/// <summary>
/// The kubelet of all nodes: what is scheduled runs at once and is Ready, what is deleted goes. Annotations of a pod say otherwise:
/// `kubelet/ready: never`, `kubelet/ends: Succeeded` (or Failed), `kubelet/stays: true` for one that does not end when it is deleted.
/// </summary>
internal sealed class HollowKubelet : IAsyncDisposable
{
    private const string AllPods = "/api/v1/pods";

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<string> failures = new();
    private readonly ApiClient api;
    private readonly Task running;
    private int addresses;

    public HollowKubelet(ApiClient api)
    {
        this.api = api;
        running = Task.Run(RunAsync);
    }

    public IEnumerable<string> Failures => failures;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true) await WatchAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            failures.Enqueue($"The kubelet stopped: {exception}");
        }
    }

    private async Task WatchAsync()
    {
        var list = await SendAsync(HttpMethod.Get, AllPods);
        foreach (var pod in list.Items) await HandleAsync(pod);
        await foreach (var change in api.WatchAsync($"{AllPods}?watch=1&resourceVersion={list.Version}", stopping.Token))
        {
            // An expired watch is begun anew.
            if ((string?)change["type"] == "ERROR") return;
            if ((string?)change["type"] != "DELETED") await HandleAsync(change["object"]!);
        }
    }

    private async Task HandleAsync(JsonNode pod)
    {
        if (Answer.At(pod, "spec.nodeName") is null) return;
        var path = $"/api/v1/namespaces/{(string)pod["metadata"]!["namespace"]!}/pods/{(string)pod["metadata"]!["name"]!}";
        if (Answer.At(pod, "metadata.deletionTimestamp") is not null)
        {
            if (Rule(pod, "stays") is null) await EndAsync(path, (string)pod["metadata"]!["uid"]!);
        }
        else if ((string?)Answer.At(pod, "status.phase") is null or "Pending" && Rule(pod, "ready") != "never")
        {
            await StartAsync(path, pod);
        }
    }

    private async Task EndAsync(string path, string uid) =>
        Allow(await SendAsync(HttpMethod.Delete, path, $$$"""{"gracePeriodSeconds":0,"preconditions":{"uid":"{{{uid}}}"}}"""), 200, 404, 409);

    private async Task StartAsync(string path, JsonNode pod)
    {
        var phase = Rule(pod, "ends") ?? "Running";
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var ready = phase == "Running" ? "True" : "False";
        addresses++;
        var status = $$$"""
            {"metadata":{"uid":"{{{(string)pod["metadata"]!["uid"]!}}}"},"status":{"phase":"{{{phase}}}","containerStatuses":{{{Containers(pod, phase, now)}}},"podIP":"10.0.{{{addresses / 250}}}.{{{(addresses % 250) + 1}}}","startTime":"{{{now}}}",
             "conditions":[{"type":"Ready","status":"{{{ready}}}","lastTransitionTime":"{{{now}}}"},{"type":"ContainersReady","status":"{{{ready}}}","lastTransitionTime":"{{{now}}}"}]}}
            """;
        Allow(await SendAsync(HttpMethod.Patch, $"{path}/status", status, ApiClient.StrategicMerge), 200, 404, 409);
    }

    private static string Containers(JsonNode pod, string phase, string now)
    {
        var state = phase == "Running" ? $$$"""{"running":{"startedAt":"{{{now}}}"}}"""
            : $$$"""{"terminated":{"exitCode":{{{(phase == "Succeeded" ? 0 : 1)}}},"reason":"{{{(phase == "Succeeded" ? "Completed" : "Error")}}}","finishedAt":"{{{now}}}"}}""";
        return new JsonArray([.. ((JsonArray)Answer.At(pod, "spec.containers")!).Select(container => (JsonNode)new JsonObject
        {
            ["name"] = (string?)container!["name"],
            ["image"] = (string?)container["image"],
            ["imageID"] = "",
            ["ready"] = phase == "Running",
            ["started"] = phase == "Running",
            ["restartCount"] = 0,
            ["state"] = JsonNode.Parse(state),
        })]).ToJsonString();
    }

    private static string? Rule(JsonNode pod, string rule) => (string?)(Answer.At(pod, "metadata.annotations") as JsonObject)?[$"kubelet/{rule}"];

    private Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json") =>
        api.SendAsync(method, path, body, type, cancellationToken: stopping.Token);

    private void Allow(Answer answer, params int[] statuses)
    {
        if (!statuses.Contains(answer.Status)) failures.Enqueue($"The kubelet was refused: {answer}");
    }
}
