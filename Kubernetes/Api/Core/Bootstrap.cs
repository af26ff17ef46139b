using CniMigration.Kubernetes.Api.Access.Rbac;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Core;

/// <summary>What is in a cluster before anyone puts anything there.</summary>
internal static class Bootstrap
{
    private static readonly WriteContext Writer = new("kube-apiserver");

    public static void Fill(ApiCore core, string kubernetesServiceAddress)
    {
        foreach (var name in (string[])["default", "kube-system", "kube-public", "kube-node-lease"])
        {
            core.Create(ResourceTypes.Namespaces, null, Named(name), Writer);
        }

        foreach (var (name, value) in ((string, int)[])[("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000)])
        {
            var priority = Named(name);
            priority["value"] = value;
            priority["description"] = "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.";
            core.Create(ResourceTypes.PriorityClasses, null, priority, Writer);
        }

        foreach (var (type, body) in BootstrapRoles.All())
        {
            core.Create(type, null, body, Writer);
        }

        var service = Named("kubernetes");
        service["metadata"]!["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" };
        service["spec"] = new JsonObject
        {
            ["clusterIP"] = kubernetesServiceAddress,
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["targetPort"] = 443, ["protocol"] = "TCP" }),
        };
        core.Create(ResourceTypes.Services, "default", service, Writer);
    }

    private static JsonObject Named(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };
}
