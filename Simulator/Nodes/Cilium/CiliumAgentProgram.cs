using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>
/// The Cilium agent: it registers its CiliumNode, waits until the operator has given the node addresses, takes the node's CNI directory
/// over, and makes endpoints while it runs. The configuration stays when it goes.
/// </summary>
internal sealed class CiliumAgentProgram : IPodProgram
{
    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        var (cluster, node) = (pod.Cluster, pod.Node);
        var cni = node.Cni<CiliumCni>();
        await ApiServerAccess.WaitAsync(pod, stopping);
        var config = await CiliumConfig.ReadAsync(cluster, pod.Pod.Namespace, stopping);
        var nodes = await CiliumResources.WaitForAsync(cluster, "ciliumnodes", stopping);
        var endpoints = await CiliumResources.WaitForAsync(cluster, "ciliumendpoints", stopping);
        await CiliumNodes.RegisterAsync(cluster, nodes, node, stopping);
        await cluster.Delay(cluster.Timings.AgentStart, stopping);
        var hiding = CiliumMasquerading.Start(config, cluster.Network.Cidrs, await MasqueradeAgentAsync(cluster, pod.Pod.Namespace, stopping));
        while (cluster.Faults.IsOn(FaultCatalogue.AgentNeverReady) || !cni.TryTakeOwn())
        {
            await cluster.Delay(cluster.Timings.OperatorLoop, stopping);
        }

        var agent = new Endpoints(cluster, endpoints, node);
        node.PolicyMode = config.PolicyMode;
        node.ReplacesKubeProxy = config.ReplacesKubeProxy;
        cni.Hiding = hiding;
        cni.AgentStarted(agent, config.ChainsPortmap);
        try
        {
            node.Install(cni.Configuration, config.Exclusive);
            await pod.BecomeReadyAsync(stopping);
            await ReportAddressesAsync(cluster, nodes, node, stopping);
        }
        finally
        {
            cni.AgentStopped(agent);
        }
    }

    /// <summary>The ranges that the ip-masq-agent's ConfigMap lists, which the chart mounts where the agent looks for it.</summary>
    private static async Task<IReadOnlyList<string>> MasqueradeAgentAsync(ClusterContext cluster, string @namespace, CancellationToken stopping)
    {
        var found = await cluster.Api.Client.GetAsync(ResourceTypes.ConfigMaps, @namespace, "ip-masq-agent", stopping);
        return found?.As<ConfigMap>().Data.GetValueOrDefault("config") is { } text
            ? [.. JsonNode.Parse(text)!["nonMasqueradeCIDRs"]!.AsArray().Select(range => (string)range!)]
            : [];
    }

    /// <summary>Keeps the CiliumNode's list of the addresses that are given up to date, a moment behind as in life.</summary>
    private static async Task ReportAddressesAsync(ClusterContext cluster, ResourceType nodes, NodeNetwork node, CancellationToken stopping)
    {
        HashSet<string>? reported = null;
        while (true)
        {
            var given = node.Cni<CiliumCni>().AddressesGiven;
            if (reported?.SetEquals(given.Keys) != true)
            {
                await CiliumNodes.PublishUsedAsync(cluster, nodes, node, given, stopping);
                reported = [.. given.Keys];
            }

            await cluster.Delay(cluster.Timings.AddressReport, stopping);
        }
    }

    private sealed class Endpoints(ClusterContext cluster, ResourceType type, NodeNetwork node) : ICiliumEndpoints
    {
        public async Task CreateEndpointAsync(Pod pod, Sandbox sandbox, CancellationToken cancellationToken)
        {
            var body = Describe(pod, sandbox);
            try
            {
                await cluster.Api.Client.CreateAsync(type, pod.Namespace, body, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                // A StatefulSet's pod of the same name had one, and garbage collection has not come by yet.
                await cluster.Api.ChangeAsync(type, pod.Namespace, pod.Name, null, present =>
                {
                    present["metadata"]!["ownerReferences"] = body["metadata"]!["ownerReferences"]!.DeepClone();
                    present["status"] = body["status"]!.DeepClone();
                }, cancellationToken);
            }
        }

        private JsonObject Describe(Pod pod, Sandbox sandbox) => new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = pod.Name,
                ["namespace"] = pod.Namespace,
                ["labels"] = new JsonObject([.. pod.Metadata.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))]),
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Pod",
                    ["name"] = pod.Name,
                    ["uid"] = pod.Uid,
                    ["blockOwnerDeletion"] = true,
                }),
            },
            ["status"] = new JsonObject
            {
                ["id"] = 16 + cluster.Ids.Below(4000),
                ["state"] = "ready",
                ["external-identifiers"] = new JsonObject { ["k8s-namespace"] = pod.Namespace, ["k8s-pod-name"] = pod.Name },
                ["identity"] = new JsonObject { ["id"] = 1000 + cluster.Ids.Below(60_000) },
                ["networking"] = new JsonObject
                {
                    ["addressing"] = new JsonArray(new JsonObject { ["ipv4"] = sandbox.Address }),
                    ["node"] = node.Instance.Address,
                },
            },
        };
    }
}
