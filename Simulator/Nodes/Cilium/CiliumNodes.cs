using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>CiliumNode objects: where agent and operator agree on a node's addresses.</summary>
internal static class CiliumNodes
{
    /// <summary>How many free addresses the operator keeps on a node.</summary>
    public const int PreAllocate = 8;

    public static async Task RegisterAsync(ClusterContext cluster, ResourceType type, NodeNetwork node, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.Client.CreateAsync(type, null, Describe(cluster, node), cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // The agent before this one has registered it.
        }
    }

    /// <summary>Writes what the node has now.</summary>
    public static Task PublishAsync(ClusterContext cluster, ResourceType type, NodeNetwork node, CancellationToken cancellationToken) =>
        cluster.Api.ChangeAsync(type, null, node.Instance.NodeName, null, body =>
        {
            var pool = new JsonObject();
            foreach (var (address, interfaceId) in node.Cni<CiliumCni>().Addresses)
            {
                pool[address] = new JsonObject { ["resource"] = interfaceId };
            }

            body["spec"]!["ipam"]!["pool"] = pool;
            body.Section("status")["eni"] = new JsonObject { ["enis"] = Interfaces(node) };
            body.Section("status").Section("ipam").Remove("operator-status");
        }, cancellationToken);

    /// <summary>Writes which addresses the agent has given, and to whom.</summary>
    public static Task PublishUsedAsync(
        ClusterContext cluster, ResourceType type, NodeNetwork node, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var interfaces = node.Cni<CiliumCni>().Addresses.ToDictionary(held => held.Address, held => held.InterfaceId);
        var pods = cluster.Cache.PodsByNode[node.Instance.NodeName].ToDictionary(pod => pod.Uid, pod => pod.Key);
        return cluster.Api.ChangeAsync(type, null, node.Instance.NodeName, null, body =>
        {
            var used = new JsonObject();
            foreach (var (address, owner) in given.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                used[address] = new JsonObject { ["owner"] = pods.GetValueOrDefault(owner, owner), ["resource"] = interfaces.GetValueOrDefault(address) };
            }

            body.Section("status").Section("ipam")["used"] = used;
        }, cancellationToken);
    }

    /// <summary>Writes why a node gets no addresses; it stays until it gets some.</summary>
    public static Task PublishProblemAsync(ClusterContext cluster, ResourceType type, string node, string problem, CancellationToken cancellationToken) =>
        cluster.Api.ChangeAsync(type, null, node, null, body => body.Section("status").Section("ipam")["operator-status"] = new JsonObject
        {
            ["error"] = problem,
        }, cancellationToken);

    private static JsonObject Interfaces(NodeNetwork node)
    {
        var interfaces = new JsonObject();
        foreach (var attached in node.Instance.Interfaces)
        {
            interfaces[attached.Id] = new JsonObject
            {
                ["id"] = attached.Id,
                ["number"] = attached.Index,
                ["ip"] = attached.Addresses[0],
                ["addresses"] = new JsonArray([.. attached.PodAddresses.Select(address => (JsonNode)address)]),
                ["security-groups"] = new JsonArray([.. attached.SecurityGroups.Select(group => (JsonNode)group)]),
                ["subnet"] = new JsonObject { ["id"] = attached.Subnet.Id, ["cidr"] = attached.Subnet.Cidr },
                ["vpc"] = new JsonObject { ["id"] = attached.Subnet.VpcId },
            };
        }

        return interfaces;
    }

    private static JsonObject Describe(ClusterContext cluster, NodeNetwork node) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = node.Instance.NodeName,
            ["ownerReferences"] = cluster.Cache.Nodes.Find(node.Instance.NodeName) is { } owner
                ? new JsonArray(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = owner.Name, ["uid"] = owner.Uid })
                : null,
        },
        ["spec"] = new JsonObject
        {
            ["instance-id"] = node.Instance.Id,
            ["addresses"] = new JsonArray(new JsonObject { ["type"] = "InternalIP", ["ip"] = node.Instance.Address }),
            ["eni"] = new JsonObject
            {
                ["availability-zone"] = node.Instance.Subnet.Zone,
                ["first-interface-index"] = 0,
                ["instance-type"] = node.Instance.Type.Name,
                ["node-subnet-id"] = node.Instance.Subnet.Id,
                ["vpc-id"] = node.Instance.Subnet.VpcId,
            },
            ["ipam"] = new JsonObject { ["pre-allocate"] = PreAllocate },
        },
    };
}
