using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;
using CniMigration.Simulator.Manifests;

namespace CniMigration.Tests.Rights;

/// <summary>A small cluster for operations to work on: a node on each side, goldpinger, a StatefulSet, and a bare pod.</summary>
internal static class Seeds
{
    public const string OldNodes = "eks.amazonaws.com/nodegroup=ng-1";
    public const string CiliumNodes = "eks.amazonaws.com/nodegroup=ng-cilium";

    private const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: goldpinger}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: old-1, labels: {eks.amazonaws.com/nodegroup: ng-1}}
        status:
          conditions:
          - {type: Ready, status: "True"}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: new-1, labels: {eks.amazonaws.com/nodegroup: ng-cilium}}
        status:
          conditions:
          - {type: Ready, status: "True"}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: orders, namespace: default}
        spec:
          replicas: 0
          serviceName: orders
          selector: {matchLabels: {app: orders}}
          template:
            metadata: {labels: {app: orders}}
            spec:
              containers:
              - {name: postgres, image: "postgres:17"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: goldpinger-deploy, namespace: goldpinger}
        spec:
          replicas: 0
          selector: {matchLabels: {app: goldpinger-deploy}}
          template:
            metadata: {labels: {app: goldpinger-deploy}}
            spec:
              containers:
              - {name: goldpinger, image: "bloomberg/goldpinger:3.10.2"}
        status: {observedGeneration: 1}
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: goldpinger, namespace: goldpinger}
        spec:
          selector: {matchLabels: {app: goldpinger}}
          template:
            metadata: {labels: {app: goldpinger}}
            spec:
              containers:
              - {name: goldpinger, image: "bloomberg/goldpinger:3.10.2"}
        status: {observedGeneration: 1, desiredNumberScheduled: 2, currentNumberScheduled: 2, numberMisscheduled: 0, numberReady: 2}
        """;

    public static async Task PlantAsync(IApiClient administrator, CancellationToken cancellationToken)
    {
        await ApplyAsync(administrator, Cluster, cancellationToken);
        await ApplyAsync(administrator, Pod("goldpinger", "goldpinger-old", "old-1", "192.168.100.8"), cancellationToken);
        await ApplyAsync(administrator, Pod("goldpinger", "goldpinger-new", "new-1", "192.168.100.9"), cancellationToken);
    }

    /// <summary>A pod that nobody would replace.</summary>
    public static Task PlantBarePodAsync(IApiClient administrator, CancellationToken cancellationToken) =>
        ApplyAsync(administrator, Pod("default", "alone", "old-1", "192.168.100.10"), cancellationToken);

    private static string Pod(string @namespace, string name, string node, string address) => $$$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{{name}}}, namespace: {{{@namespace}}}, labels: {app: {{{@namespace}}}}}
        spec:
          nodeName: {{{node}}}
          terminationGracePeriodSeconds: 0
          automountServiceAccountToken: false
          containers:
          - {name: it, image: "it:v1"}
        status:
          phase: Running
          podIP: {{{address}}}
          conditions:
          - {type: Ready, status: "True"}
        """;

    private static async Task ApplyAsync(IApiClient administrator, string yaml, CancellationToken cancellationToken)
    {
        foreach (var document in YamlDocuments.ParseAll(yaml).OfType<JsonObject>())
        {
            var (type, @namespace, name) = (ManifestFiles.TypeOf(document), ManifestFiles.NamespaceOf(document), ManifestFiles.NameOf(document));
            if (await administrator.GetAsync(type, @namespace, name, cancellationToken) is not null)
            {
                continue;
            }

            await CreateAsync(administrator, type, @namespace, document, cancellationToken);
            if (type == ResourceTypes.Nodes)
            {
                // Admission taints every new node, and here nobody takes that away.
                var untainted = new JsonObject { ["spec"] = new JsonObject { ["taints"] = null } };
                await administrator.PatchAsync(type, @namespace, name, untainted, cancellationToken);
            }

            if (document["status"] is { } status)
            {
                await administrator.PatchAsync(type, @namespace, name, new JsonObject { ["status"] = status.DeepClone() }, cancellationToken, "status");
            }
        }
    }

    private static async Task CreateAsync(
        IApiClient administrator, ResourceType type, string? @namespace, JsonObject document, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await administrator.CreateAsync(type, @namespace, document, cancellationToken);
                return;
            }
            catch (ApiException early) when (early.Code == 403 && early.Message.Contains("service account", StringComparison.OrdinalIgnoreCase))
            {
                // A new namespace gets its service account a moment later.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }
}
