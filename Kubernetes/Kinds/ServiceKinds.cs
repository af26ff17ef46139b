using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class ServiceKinds
{
    public static ResourceType Services { get; } = new("", "v1", "Service", "services")
    {
        ShortNames = ["svc"],
        Categories = ["all"],
        Subresources = ["proxy", "status"],
        NameProblem = Names.Dns1035Problem,
        AnswersDeletionWithObject = true,
        Defaults = Defaults,
        PrepareCreate = json => json["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
        PrepareUpdate = (old, spec) =>
        {
            foreach (var field in (string[])["clusterIP", "clusterIPs"])
            {
                if (spec[field] is null && spec.Text("type") != "ExternalName")
                {
                    spec.TakeFrom(old, field);
                }
            }
        },
        Validate = Validate,
        ValidateUpdate = (old, json, errors) =>
        {
            var (before, after) = (old["spec"].Text("clusterIP"), json["spec"].Text("clusterIP"));
            if (before is { Length: > 0 } && before != after && old["spec"].Text("type") != "ExternalName" && json["spec"].Text("type") != "ExternalName")
            {
                errors.Invalid("spec.clusterIPs[0]", after is null ? new JsonArray() : JsonValue.Create(after), "may not change once set");
            }
        },
        Columns =
        [
            Cells.Name, Cells.Text("Type", "spec.type"), Cells.Text("Cluster-IP", "spec.clusterIP", Cells.None),
            new("External-IP", row => ExternalAddress(row.Json)),
            new("Port(s)", row => Ports(row.Json)),
            Cells.Age, Cells.Labels("Selector", "spec.selector", priority: 1),
        ],
        SelectableFields = [.. SelectableField.Common, new("spec.clusterIP"), new("spec.type")],
        Notice = service => service.ToJson()["spec"].Text("type") == "LoadBalancer"
            ? "Load balancers are not modelled here: nothing brings traffic in by this Service, and its address stays pending." : null,
    };

    public static ResourceType IpAddresses { get; } = new("networking.k8s.io", "v1", "IPAddress", "ipaddresses")
    {
        Namespaced = false,
        ShortNames = ["ip"],
        Columns = Cells.NameAndAge,
        Notice = _ => "IPAddresses are not modelled here: the addresses of Services are kept elsewhere.",
    };

    public static ResourceType ServiceCidrs { get; } = new("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs")
    {
        Namespaced = false,
        Subresources = ["status"],
        Columns = Cells.NameAndAge,
        Notice = _ => "ServiceCIDRs are not modelled here: Services get addresses of the cluster's first range only.",
    };

    private static void Defaults(JsonObject json)
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

    private static void Validate(JsonObject json, FieldErrors errors)
    {
        var spec = json["spec"] as JsonObject;
        var type = spec.Text("type");
        if (type is not ("ClusterIP" or "NodePort" or "LoadBalancer" or "ExternalName"))
        {
            errors.NotSupported("spec.type", type ?? "", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        }

        var ports = spec.Each("ports").ToList();
        if (ports.Count == 0 && type != "ExternalName" && spec.Text("clusterIP") != "None")
        {
            errors.Required("spec.ports");
        }

        for (var index = 0; index < ports.Count; index++)
        {
            if (ports[index].Number("port") is not (>= 1 and <= 65535))
            {
                errors.Invalid($"spec.ports[{index}].port", ports[index]["port"]?.DeepClone() ?? JsonValue.Create(0), "must be between 1 and 65535, inclusive");
            }

            if (ports.Count > 1 && ports[index].Text("name") is null or "")
            {
                errors.Required($"spec.ports[{index}].name");
            }
        }
    }

    private static string ExternalAddress(JsonElement service)
    {
        var assigned = Cells.LoadBalancer(service);
        return service.At("spec", "type").Text() switch
        {
            "LoadBalancer" => assigned.Length > 0 ? assigned : "<pending>",
            "ExternalName" => service.At("spec", "externalName").Text(),
            _ => Cells.OrNone(string.Join(',', service.At("spec", "externalIPs").Each().Select(address => address.Text()))),
        };
    }

    private static string Ports(JsonElement service) => Cells.OrNone(string.Join(',', service.At("spec", "ports").Each().Select(port =>
    {
        var node = port.At("nodePort").Number();
        return (node > 0 ? $"{port.At("port").Text()}:{node}" : port.At("port").Text()) + "/" + port.At("protocol").Text();
    })));
}
