using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Simulator.Nodes.Kubelet;

/// <summary>How a program ended: with what code and why, the end of its log, and for the how manieth time.</summary>
internal sealed record Crash(int ExitCode, string Reason, string LastWords, int Count);

/// <summary>The parts of a pod's status that its kubelet writes.</summary>
internal static class PodStatuses
{
    private static readonly string[] ResourcesThatGuarantee = ["cpu", "memory"];

    public static void Creating(JsonObject status, Pod pod, string hostAddress, DateTimeOffset now)
    {
        status["phase"] = "Pending";
        status["hostIP"] = hostAddress;
        status["hostIPs"] = Addresses(hostAddress);
        status["startTime"] ??= now.Timestamp();
        status["qosClass"] ??= QosClass(pod);
        var hasInit = pod.Spec.InitContainers.Count > 0;
        status.SetCondition(now, "PodReadyToStartContainers", "False", "", "");
        status.SetCondition(now, "Initialized", hasInit ? "False" : "True", hasInit ? "ContainersNotInitialized" : "",
            hasInit ? $"containers with incomplete status: [{Names(pod.Spec.InitContainers)}]" : "");
        NotReady(status, pod, now);
        status["containerStatuses"] = Containers(pod.Spec.Containers, _ => State("waiting", ("reason", hasInit ? "PodInitializing" : "ContainerCreating")));
        if (hasInit)
        {
            status["initContainerStatuses"] = Containers(pod.Spec.InitContainers, _ => State("waiting", ("reason", "PodInitializing")));
        }
    }

    public static void Running(JsonObject status, Pod pod, string address, DateTimeOffset now)
    {
        status["phase"] = "Running";
        status["podIP"] = address;
        status["podIPs"] = Addresses(address);
        status.SetCondition(now, "PodReadyToStartContainers", "True", "", "");
        status.SetCondition(now, "Initialized", "True", "", "");
        status["containerStatuses"] = Containers(pod.Spec.Containers, _ => State("running", ("startedAt", now.Timestamp())), started: true);
        if (pod.Spec.InitContainers.Count > 0)
        {
            status["initContainerStatuses"] = Containers(pod.Spec.InitContainers, _ => Terminated("Completed", 0, now, now), ready: true);
        }
    }

    public static void SetReady(JsonObject status, Pod pod, bool ready, DateTimeOffset now)
    {
        foreach (var container in status.List("containerStatuses").OfType<JsonObject>())
        {
            container["ready"] = ready;
        }

        if (!ready)
        {
            NotReady(status, pod, now);
            return;
        }

        status.SetCondition(now, "ContainersReady", "True", "", "");
        status.SetCondition(now, "Ready", "True", "", "");
    }

    public static void Finished(JsonObject status, Pod pod, bool succeeded, DateTimeOffset startedAt, DateTimeOffset now)
    {
        status["phase"] = succeeded ? "Succeeded" : "Failed";
        var (reason, code) = succeeded ? ("Completed", 0) : ("Error", 1);
        status["containerStatuses"] = Containers(pod.Spec.Containers, _ => Terminated(reason, code, startedAt, now));
        status.SetCondition(now, "PodReadyToStartContainers", "False", "", "");
        status.SetCondition(now, "ContainersReady", "False", succeeded ? "PodCompleted" : "PodFailed", "");
        status.SetCondition(now, "Ready", "False", succeeded ? "PodCompleted" : "PodFailed", "");
    }

    /// <summary>Its containers have ended with an error, and wait for their next start.</summary>
    public static void Crashed(JsonObject status, Pod pod, Crash crash, DateTimeOffset startedAt, DateTimeOffset now)
    {
        foreach (var container in status.List("containerStatuses").OfType<JsonObject>())
        {
            var ended = Terminated(crash.Reason, crash.ExitCode, startedAt, now);
            if (pod.Spec.Containers.FirstOrDefault(one => one.Name == (string?)container["name"])?.TerminationMessagePolicy == "FallbackToLogsOnError")
            {
                ended["terminated"]!["message"] = crash.LastWords;
            }

            container["ready"] = false;
            container["started"] = false;
            container["restartCount"] = crash.Count - 1;
            container["lastState"] = ended;
            container["state"] = State("waiting", ("reason", "CrashLoopBackOff"));
        }

        NotReady(status, pod, now);
    }

    /// <summary>Its containers run again.</summary>
    public static void Restarted(JsonObject status, int restarts, DateTimeOffset now)
    {
        foreach (var container in status.List("containerStatuses").OfType<JsonObject>())
        {
            container["started"] = true;
            container["restartCount"] = restarts;
            container["state"] = State("running", ("startedAt", now.Timestamp()));
        }
    }

    private static void NotReady(JsonObject status, Pod pod, DateTimeOffset now)
    {
        var message = $"containers with unready status: [{Names(pod.Spec.Containers)}]";
        status.SetCondition(now, "ContainersReady", "False", "ContainersNotReady", message);
        status.SetCondition(now, "Ready", "False", "ContainersNotReady", message);
    }

    private static JsonArray Containers(IReadOnlyList<Container> containers, Func<Container, JsonObject> state, bool started = false, bool ready = false) =>
        new([.. containers.Select(container => new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["imageID"] = started || ready ? container.Image : "",
            ["containerID"] = started || ready ? $"containerd://{Guid.NewGuid():N}" : null,
            ["lastState"] = new JsonObject(),
            ["ready"] = ready,
            ["restartCount"] = 0,
            ["started"] = started,
            ["state"] = state(container),
        })]);

    private static JsonObject Terminated(string reason, int code, DateTimeOffset startedAt, DateTimeOffset now) => new()
    {
        ["terminated"] = new JsonObject
        {
            ["exitCode"] = code,
            ["reason"] = reason,
            ["startedAt"] = startedAt.Timestamp(),
            ["finishedAt"] = now.Timestamp(),
        },
    };

    private static JsonObject State(string state, (string Key, string Value) detail) => new() { [state] = new JsonObject { [detail.Key] = detail.Value } };

    private static JsonArray Addresses(string address) => [new JsonObject { ["ip"] = address }];

    private static string Names(IReadOnlyList<Container> containers) => string.Join(' ', containers.Select(container => container.Name));

    private static string QosClass(Pod pod)
    {
        var all = pod.Spec.Containers.Concat(pod.Spec.InitContainers).ToList();
        if (all.All(container => container.Resources.Requests.Count == 0 && container.Resources.Limits.Count == 0))
        {
            return "BestEffort";
        }

        var guaranteed = all.All(container => ResourcesThatGuarantee.All(resource =>
            container.Resources.Limits.TryGetValue(resource, out var limit)
            && (!container.Resources.Requests.TryGetValue(resource, out var request) || request == limit)));
        return guaranteed ? "Guaranteed" : "Burstable";
    }
}
