using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>The custom resources that Cilium's operator brings.</summary>
internal static class CiliumResources
{
    public const string Group = "cilium.io";

    private static readonly (string Kind, string Plural, string Short, bool Namespaced)[] Definitions =
    [
        ("CiliumNode", "ciliumnodes", "cn", false),
        ("CiliumEndpoint", "ciliumendpoints", "cep", true),
        ("CiliumIdentity", "ciliumidentities", "ciliumid", false),
        ("CiliumNetworkPolicy", "ciliumnetworkpolicies", "cnp", true),
        ("CiliumClusterwideNetworkPolicy", "ciliumclusterwidenetworkpolicies", "ccnp", false),
        ("CiliumNodeConfig", "ciliumnodeconfigs", "", true),
    ];

    public static async Task RegisterAsync(IApiClient client, CancellationToken cancellationToken)
    {
        foreach (var (kind, plural, shortName, namespaced) in Definitions)
        {
            try
            {
                await client.CreateAsync(
                    ResourceTypes.CustomResourceDefinitions, null, Definition(kind, plural, shortName, namespaced), cancellationToken);
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                // Left by the operator before.
            }
        }
    }

    /// <summary>Waits until the operator has registered a type.</summary>
    public static async Task<ResourceType> WaitForAsync(ClusterContext cluster, string plural, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (cluster.FindType(Group, plural) is { } type)
            {
                return type;
            }

            await cluster.Delay(cluster.Timings.OperatorLoop, cancellationToken);
        }
    }

    private static JsonObject Definition(string kind, string plural, string shortName, bool namespaced) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = $"{plural}.{Group}" },
        ["spec"] = new JsonObject
        {
            ["group"] = Group,
            ["scope"] = namespaced ? "Namespaced" : "Cluster",
            ["names"] = new JsonObject
            {
                ["kind"] = kind,
                ["listKind"] = kind + "List",
                ["plural"] = plural,
                ["singular"] = kind.ToLowerInvariant(),
                ["shortNames"] = shortName.Length == 0 ? [] : new JsonArray(shortName),
            },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["name"] = "v2",
                ["served"] = true,
                ["storage"] = true,
                ["subresources"] = new JsonObject(),
                ["schema"] = new JsonObject
                {
                    ["openAPIV3Schema"] = new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true },
                },
            }),
        },
    };
}
