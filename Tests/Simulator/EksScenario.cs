using System.Text;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Simulator;

/// <summary>An embedded EKS on a fast clock, and bounded waits in simulated time.</summary>
internal sealed class EksScenario : IAsyncDisposable
{
    public const string ClusterName = "dc-migrate";

    private EksScenario(EmbeddedEks eks) => Eks = eks;

    public EmbeddedEks Eks { get; }

    public EksCloud Cloud => Eks.Cloud;

    public IApiClient Api => Eks.Cloud.HelmClient;

    public static async Task<EksScenario> StartAsync(bool tenants = false, NodeTimings? timings = null, IReadOnlyList<string>? subnets = null)
    {
        var options = new EmbeddedEksOptions { Clock = new ScaledTimeProvider(500), Tenants = tenants };
        var scenario = new EksScenario(EmbeddedEks.Start(options, timings ?? new NodeTimings(), subnets));
        await scenario.Cloud.CreateClusterAsync(new EksClusterSpec { Name = ClusterName });
        return scenario;
    }

    public async Task<EksNodeGroup> AddGroupAsync(string name, int size, Func<NodeGroupSpec, NodeGroupSpec>? with = null)
    {
        var spec = new NodeGroupSpec { Name = name, Scaling = new NodeGroupScaling(size, 0, Math.Max(3, size)) };
        await Cloud.CreateNodeGroupAsync(ClusterName, with?.Invoke(spec) ?? spec);
        return (await Within(TimeSpan.FromHours(3), Cloud.WaitForNodeGroupAsync(ClusterName, name)))!;
    }

    public Task<EksNodeGroup> AddCiliumGroupAsync(int size, Func<NodeGroupSpec, NodeGroupSpec>? with = null) => AddGroupAsync("ng-cilium", size,
        spec => (with ?? (same => same))(spec with { Taints = [new NodeGroupTaint("node.cilium.io/agent-not-ready", "true", "NO_EXECUTE")] }));

    public async Task ScaleAsync(string group, int size)
    {
        await Cloud.UpdateNodeGroupAsync(ClusterName, group, new NodeGroupUpdate { Scaling = new NodeGroupScaling(size, 0, Math.Max(3, size)) });
        await Within(TimeSpan.FromHours(2), Cloud.WaitForNodeGroupAsync(ClusterName, group));
    }

    /// <summary>Waits until something holds; fails with what was waited for.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> holds, double minutes = 90)
    {
        if (!await Waiting.ComesAsync(holds, Eks.Clock, TimeSpan.FromMinutes(minutes)))
        {
            Assert.Fail($"Waited {minutes} simulated minutes until {what}.\n{await DescribeAsync()}");
        }
    }

    public async Task<IReadOnlyList<Pod>> PodsAsync(Func<Pod, bool>? where = null) =>
        [.. (await Api.ListAsync(ResourceTypes.Pods, null, CancellationToken.None)).Items.Select(item => item.As<Pod>()).Where(where ?? (_ => true))];

    public async Task<IReadOnlyList<Node>> NodesAsync(string? group = null) =>
        [.. (await Api.ListAsync(ResourceTypes.Nodes, null, CancellationToken.None)).Items.Select(item => item.As<Node>())
            .Where(node => group is null || node.Metadata.Labels["eks.amazonaws.com/nodegroup"] == group)];

    public Task UntilNodesReadyAsync(string group, int count) => UntilAsync($"{count} nodes of {group} are Ready", async () =>
        await NodesAsync(group) is var nodes && nodes.Count == count && nodes.All(node => node.IsReady));

    public Task UntilAllPodsReadyAsync() => UntilAsync("all pods are Ready", async () =>
        (await PodsAsync(pod => !pod.IsFinished)).All(pod => pod.IsReady && !pod.IsDeleting));

    /// <summary>Pins aws-node to the nodes of ng-1, as the migration does before Cilium comes.</summary>
    public async Task PinAwsNodeAsync()
    {
        foreach (var node in await NodesAsync("ng-1"))
        {
            await Api.PatchAsync(
                ResourceTypes.Nodes, null, node.Name, JsonNode.Parse("""{"metadata":{"labels":{"cni":"aws-cni"}}}""")!, CancellationToken.None);
        }

        var expressions =
            """
            [{"op":"add",
            "path":"/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/-",
            "value":{"key":"cni","operator":"In","values":["aws-cni"]}}]
            """;
        await Api.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", JsonNode.Parse(expressions)!, CancellationToken.None, kind: PatchKind.Json);
    }

    public Task InstallCiliumAsync(Action<JsonObject>? with = null) =>
        Eks.Helm.InstallAsync("cilium", "cilium", "1.19.6", "kube-system", CiliumValues(with));

    public static JsonObject CiliumValues(Action<JsonObject>? with = null)
    {
        var values = (JsonObject)JsonNode.Parse("""
            {
              "cluster": {"name": "dc-migrate"}, "eni": {"enabled": true}, "ipam": {"mode": "eni"}, "routingMode": "native",
              "enableIPv4Masquerade": true, "egressMasqueradeInterfaces": "ens+", "kubeProxyReplacement": "false", "policyEnforcementMode": "never",
              "envoy": {"enabled": false}, "rollOutCiliumPods": true,
              "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
                {"matchExpressions": [{"key": "cni", "operator": "NotIn", "values": ["aws-cni"]}]}]}}},
              "operator": {"replicas": 1, "rollOutPods": true, "unmanagedPodWatcher": {"restart": false},
                "tolerations": [{"key": "node.cilium.io/agent-not-ready", "operator": "Exists"}, {"key": "node.kubernetes.io/not-ready", "operator": "Exists"}],
                "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
                  {"matchExpressions": [{"key": "cni", "operator": "NotIn", "values": ["aws-cni"]}]}]}}}}
            }
            """)!;
        with?.Invoke(values);
        return values;
    }

    /// <summary>Asks a pod through the API server's proxy, over HTTPS as everybody does.</summary>
    public async Task<JsonObject> ProxyAsync(string @namespace, string pod, int port, string path)
    {
        var cluster = Cloud.DescribeCluster(ClusterName);
        using var client = ApiConnection.Open(
            new Uri(cluster.Endpoint), Encoding.ASCII.GetString(Convert.FromBase64String(cluster.CertificateAuthority)), cluster.Token);
        return (JsonObject)JsonNode.Parse(await client.GetStringAsync($"api/v1/namespaces/{@namespace}/pods/{pod}:{port}/proxy/{path}"))!;
    }

    public async Task<string> DescribeAsync()
    {
        var nodes = (await NodesAsync()).Select(node => $"node {node.Name} ready={node.IsReady} taints=[{string.Join(", ", node.Spec.Taints)}]");
        var pods = (await PodsAsync())
            .Select(pod => $"pod {pod.Namespace}/{pod.Name} {pod.Status.Phase} ready={pod.IsReady} on {pod.Spec.NodeName} {pod.Status.PodIP}"
            + (pod.IsDeleting ? " terminating" : "") + string.Concat(
                pod.Status.Conditions.Where(condition => !condition.IsTrue).Select(condition => $" {condition.Type}: {condition.Message}")));
        var events = (await Api.ListAsync(ResourceTypes.Events, null, CancellationToken.None)).Items.Select(item => item.ToJson())
            .Where(item => (string?)item["type"] == "Warning").Select(item => $"event {item["involvedObject"]?["name"]} {item["reason"]}: {item["message"]}");
        return string.Join('\n', nodes.Concat(pods).Concat(events).Concat(Eks.Failures));
    }

    public async ValueTask DisposeAsync()
    {
        await Eks.DisposeAsync();
        Assert.That(Eks.FailuresInDetail.Select(failure => $"{failure}\n{failure.Exception}"), Is.Empty, "steps of the simulator itself that threw");
    }

    private async Task<T> Within<T>(TimeSpan time, Task<T> task)
    {
        using var limit = new CancellationTokenSource(time, Eks.Clock);
        return await task.WaitAsync(limit.Token);
    }
}
