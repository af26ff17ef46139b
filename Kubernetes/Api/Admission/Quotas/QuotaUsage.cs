using CniMigration.Kubernetes.Api.Admission.Amounts;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Admission.Quotas;

/// <summary>What one object takes of each resource that a quota can limit.</summary>
internal static class QuotaUsage
{
    private const string ClassSuffix = ".storageclass.storage.k8s.io/";
    private static readonly string[] Compute = ["cpu", "memory", "ephemeral-storage"];

    public static ResourceAmounts Of(ResourceType type, JsonObject json, DateTimeOffset now)
    {
        var usage = new ResourceAmounts();
        usage.Add("count/" + type.QualifiedName, 1000);
        if (type == ResourceTypes.Pods)
        {
            Pod(json, usage, now);
        }
        else if (type == ResourceTypes.Services)
        {
            Service(json["spec"], usage);
        }
        else if (type == ResourceTypes.PersistentVolumeClaims)
        {
            Claim(json, usage);
        }
        else if (type.Group.Length == 0)
        {
            usage.Add(type.Plural, 1000);
        }

        return usage;
    }

    /// <summary>The type that a quota's resource counts; null where there is none.</summary>
    public static ResourceType? TypeOf(string resource, IEnumerable<ResourceType> types)
    {
        if (resource.StartsWith("count/", StringComparison.Ordinal))
        {
            return types.FirstOrDefault(type => type.Namespaced && type.QualifiedName == resource["count/".Length..]);
        }

        return resource == "requests.storage" || resource.Contains(ClassSuffix, StringComparison.Ordinal) ? ResourceTypes.PersistentVolumeClaims
            : resource.StartsWith("services", StringComparison.Ordinal) ? ResourceTypes.Services
            : types.FirstOrDefault(type => type.Namespaced && type.Group.Length == 0 && type.Plural == resource) ?? ResourceTypes.Pods;
    }

    private static void Pod(JsonObject json, ResourceAmounts usage, DateTimeOffset now)
    {
        if (json["status"].Text("phase") is "Succeeded" or "Failed" || IsOverdue(json["metadata"], now))
        {
            return;
        }

        usage.Add("pods", 1000);
        foreach (var list in (string[])["requests", "limits"])
        {
            var amounts = PodAmounts.Of(json["spec"], list);
            foreach (var name in amounts.Names)
            {
                usage.Add($"{list}.{name}", amounts.Text(name));
                if (list == "requests" && (Compute.Contains(name) || name.StartsWith("hugepages-", StringComparison.Ordinal)))
                {
                    usage.Add(name, amounts.Text(name));
                }
            }
        }
    }

    // A node that is gone never says that its pods have ended.
    private static bool IsOverdue(JsonNode? metadata, DateTimeOffset now) =>
        metadata.Text("deletionTimestamp") is { } text && metadata.Number("deletionGracePeriodSeconds") is { } grace
        && now > DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(grace);

    private static void Service(JsonNode? spec, ResourceAmounts usage)
    {
        usage.Add("services", 1000);
        var ports = (spec?["ports"] as JsonArray)?.Count ?? 0;
        if (spec.Text("type") == "NodePort" || (spec.Text("type") == "LoadBalancer" && spec?["allocateLoadBalancerNodePorts"]?.GetValue<bool>() != false))
        {
            usage.Add("services.nodeports", ports * 1000);
        }

        if (spec.Text("type") == "LoadBalancer")
        {
            usage.Add("services.loadbalancers", 1000);
        }
    }

    private static void Claim(JsonObject json, ResourceAmounts usage)
    {
        usage.Add("persistentvolumeclaims", 1000);
        var storage = json["spec"]?["resources"]?["requests"]?["storage"]?.ToString() ?? "0";
        usage.Add("requests.storage", storage);
        if (json["spec"].Text("storageClassName") is { Length: > 0 } name)
        {
            usage.Add(name + ClassSuffix + "persistentvolumeclaims", 1000);
            usage.Add(name + ClassSuffix + "requests.storage", storage);
        }
    }
}
