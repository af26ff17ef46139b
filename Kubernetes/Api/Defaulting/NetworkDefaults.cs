using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Defaulting;

/// <summary>What services and their like say where they say nothing.</summary>
internal static class NetworkDefaults
{
    public static void Service(JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Default("type", "ClusterIP");
        spec.Default("sessionAffinity", "None");
        if (spec.Text("sessionAffinity") == "ClientIP")
        {
            spec.Section("sessionAffinityConfig").Section("clientIP").Default("timeoutSeconds", 10800);
        }

        foreach (var port in spec.Each("ports"))
        {
            port.Default("protocol", "TCP");
            if (port["port"] is { } number)
            {
                port.Default("targetPort", number.DeepClone());
            }
        }

        if (spec.Text("type") == "ExternalName")
        {
            return;
        }

        spec.Default("internalTrafficPolicy", "Cluster");
        spec.Default("ipFamilies", new JsonArray("IPv4"));
        spec.Default("ipFamilyPolicy", "SingleStack");
        if (spec.Text("type") is "NodePort" or "LoadBalancer")
        {
            spec.Default("externalTrafficPolicy", "Cluster");
        }

        if (spec.Text("type") == "LoadBalancer")
        {
            spec.Default("allocateLoadBalancerNodePorts", true);
        }
    }

    public static void Endpoints(JsonObject json)
    {
        foreach (var port in json.Each("subsets").SelectMany(subset => subset.Each("ports")))
        {
            port.Default("protocol", "TCP");
        }
    }

    public static void EndpointSlice(JsonObject json)
    {
        foreach (var port in json.Each("ports"))
        {
            port.Default("name", "");
            port.Default("protocol", "TCP");
        }
    }

    public static void NetworkPolicy(JsonObject json)
    {
        var spec = json.Section("spec");
        foreach (var port in spec.Each("ingress").Concat(spec.Each("egress")).SelectMany(rule => rule.Each("ports")))
        {
            port.Default("protocol", "TCP");
        }

        if (spec["policyTypes"] is null)
        {
            spec["policyTypes"] = spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
        }
    }
}
