using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Defaulting;

/// <summary>What a container says where it says nothing.</summary>
internal static class ContainerDefaults
{
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static void Apply(JsonObject container, bool hostNetwork)
    {
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("imagePullPolicy", PullPolicy(container.Text("image") ?? ""));
        var resources = container.Section("resources");
        if (resources["limits"] is JsonObject limits)
        {
            var requests = resources.Section("requests");
            foreach (var (name, limit) in limits)
            {
                requests.Default(name, limit!.DeepClone());
            }
        }

        foreach (var port in container.Each("ports"))
        {
            port.Default("protocol", "TCP");
            if (hostNetwork && port["containerPort"] is { } number)
            {
                port.Default("hostPort", number.DeepClone());
            }
        }

        foreach (var field in container.Each("env").Select(variable => variable["valueFrom"]?["fieldRef"]).OfType<JsonObject>())
        {
            field.Default("apiVersion", "v1");
        }

        foreach (var name in Probes)
        {
            if (container[name] is JsonObject probe)
            {
                Probe(probe);
            }
        }

        foreach (var hook in (string[])["postStart", "preStop"])
        {
            HttpGet(container["lifecycle"]?[hook]);
        }
    }

    private static void Probe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        HttpGet(probe);
        if (probe["grpc"] is JsonObject grpc)
        {
            grpc.Default("service", "");
        }
    }

    private static void HttpGet(JsonNode? action)
    {
        if (action?["httpGet"] is JsonObject http)
        {
            http.Default("path", "/");
            http.Default("scheme", "HTTP");
        }
    }

    private static string PullPolicy(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
        {
            return "IfNotPresent";
        }

        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal) ? "Always" : "IfNotPresent";
    }
}
