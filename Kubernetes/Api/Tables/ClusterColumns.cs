using System.Globalization;
using System.Text.Json;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>Services, volumes, events and the rest, as <c>kubectl get</c> shows them.</summary>
internal static class ClusterColumns
{
    private static readonly Dictionary<string, string> AccessModes = new()
    {
        ["ReadWriteOnce"] = "RWO",
        ["ReadOnlyMany"] = "ROX",
        ["ReadWriteMany"] = "RWX",
        ["ReadWriteOncePod"] = "RWOP",
    };

    public static TableColumn[] Namespaces { get; } = [Cells.Name, Cells.Text("Status", ["status", "phase"]), Cells.Age];

    public static TableColumn[] Services { get; } =
    [
        Cells.Name,
        Cells.Text("Type", ["spec", "type"]),
        Cells.Text("Cluster-IP", ["spec", "clusterIP"], Cells.None),
        new("External-IP", row => ExternalAddress(row.Json)),
        new("Port(s)", row => Ports(row.Json)),
        Cells.Age,
        new("Selector", row => Cells.Labels(row.Json.At("spec", "selector")), Priority: 1),
    ];

    public static TableColumn[] Endpoints { get; } = [Cells.Name, new("Endpoints", row => Addresses(row.Json)), Cells.Age];

    public static TableColumn[] EndpointSlices { get; } =
    [
        Cells.Name,
        Cells.Text("AddressType", ["addressType"]),
        new("Ports", row => OrUnset(string.Join(',', row.Json.At("ports").Each().Select(port => port.At("port").Text())))),
        new("Endpoints", row => OrUnset(Shorten([.. row.Json.At("endpoints").Each()
            .SelectMany(endpoint => endpoint.At("addresses").Each().Select(address => address.Text()))]))),
        Cells.Age,
    ];

    public static TableColumn[] Events { get; } =
    [
        new("Last Seen", row => LastSeen(row)),
        Cells.Text("Type", ["type"]),
        Cells.Text("Reason", ["reason"]),
        new("Object", row => $"{row.Json.At("involvedObject", "kind").Text().ToLowerInvariant()}/{row.Json.At("involvedObject", "name").Text()}"),
        Cells.Text("Subobject", ["involvedObject", "fieldPath"], priority: 1),
        new("Source", row => Source(row.Json), Priority: 1),
        new("Message", row => row.Json.At("message").Text().Trim()),
        new("First Seen", row => Cells.Since(FirstOf(row.Json, "firstTimestamp", "eventTime"), row.Now), Priority: 1),
        new("Count", row => Math.Max(1, row.Json.At("count").Number()), "integer", 1),
        new("Name", row => row.Item.Name, Priority: 1),
    ];

    public static TableColumn[] ConfigMaps { get; } =
    [
        Cells.Name,
        new("Data", row => row.Json.At("data").Fields().Count() + row.Json.At("binaryData").Fields().Count(), "integer"),
        Cells.Age,
    ];

    public static TableColumn[] Secrets { get; } =
        [Cells.Name, Cells.Text("Type", ["type"]), new("Data", row => row.Json.At("data").Fields().Count(), "integer"), Cells.Age];

    public static TableColumn[] ServiceAccounts { get; } =
        [Cells.Name, new("Secrets", row => row.Json.At("secrets").Each().Count(), "integer"), Cells.Age];

    public static TableColumn[] Claims { get; } =
    [
        Cells.Name,
        Cells.Text("Status", ["status", "phase"]),
        Cells.Text("Volume", ["spec", "volumeName"]),
        Cells.Text("Capacity", ["status", "capacity", "storage"]),
        new("Access Modes", row => Modes(row.Json.At("status", "accessModes"))),
        Cells.Text("StorageClass", ["spec", "storageClassName"]),
        Cells.Text("VolumeAttributesClass", ["spec", "volumeAttributesClassName"], "<unset>"),
        Cells.Age,
        Cells.Text("VolumeMode", ["spec", "volumeMode"], "<unset>", priority: 1),
    ];

    public static TableColumn[] Volumes { get; } =
    [
        Cells.Name,
        Cells.Text("Capacity", ["spec", "capacity", "storage"]),
        new("Access Modes", row => Modes(row.Json.At("spec", "accessModes"))),
        Cells.Text("Reclaim Policy", ["spec", "persistentVolumeReclaimPolicy"]),
        Cells.Text("Status", ["status", "phase"]),
        new("Claim", row => row.Json.At("spec", "claimRef") is { ValueKind: JsonValueKind.Object } claim
            ? $"{claim.At("namespace").Text()}/{claim.At("name").Text()}" : ""),
        Cells.Text("StorageClass", ["spec", "storageClassName"]),
        Cells.Text("VolumeAttributesClass", ["spec", "volumeAttributesClassName"], "<unset>"),
        Cells.Text("Reason", ["status", "reason"]),
        Cells.Age,
        Cells.Text("VolumeMode", ["spec", "volumeMode"], "<unset>", priority: 1),
    ];

    public static TableColumn[] StorageClasses { get; } =
    [
        new("Name", row => row.Json.At("metadata", "annotations", "storageclass.kubernetes.io/is-default-class").Text() == "true"
            ? row.Item.Name + " (default)" : row.Item.Name),
        Cells.Text("Provisioner", ["provisioner"]),
        Cells.Text("ReclaimPolicy", ["reclaimPolicy"]),
        Cells.Text("VolumeBindingMode", ["volumeBindingMode"]),
        new("AllowVolumeExpansion", row => row.Json.At("allowVolumeExpansion").IsTrue() ? "true" : "false"),
        Cells.Age,
    ];

    public static TableColumn[] Attachments { get; } =
    [
        Cells.Name,
        Cells.Text("Attacher", ["spec", "attacher"]),
        Cells.Text("PV", ["spec", "source", "persistentVolumeName"]),
        Cells.Text("Node", ["spec", "nodeName"]),
        new("Attached", row => row.Json.At("status", "attached").IsTrue() ? "true" : "false"),
        Cells.Age,
    ];

    public static TableColumn[] PriorityClasses { get; } =
    [
        Cells.Name,
        Cells.Number("Value", "value"),
        new("Global-Default", row => row.Json.At("globalDefault").IsTrue() ? "true" : "false"),
        Cells.Age,
        Cells.Text("PreemptionPolicy", ["preemptionPolicy"], "PreemptLowerPriority"),
    ];

    public static TableColumn[] NetworkPolicies { get; } =
        [Cells.Name, new("Pod-Selector", row => Cells.Selector(row.Json.At("spec", "podSelector"))), Cells.Age];

    public static TableColumn[] Leases { get; } = [Cells.Name, Cells.Text("Holder", ["spec", "holderIdentity"]), Cells.Age];

    public static TableColumn[] Definitions { get; } = [Cells.Name, Cells.Text("Created At", ["metadata", "creationTimestamp"])];

    public static TableColumn[] Roles { get; } = [Cells.Name, Cells.Text("Created At", ["metadata", "creationTimestamp"])];

    public static TableColumn[] Bindings { get; } =
        [Cells.Name, new("Role", row => $"{row.Json.At("roleRef", "kind").Text()}/{row.Json.At("roleRef", "name").Text()}"), Cells.Age];

    public static TableColumn[] Ingresses { get; } =
    [
        Cells.Name,
        Cells.Text("Class", ["spec", "ingressClassName"], Cells.None),
        new("Hosts", row => string.Join(',', row.Json.At("spec", "rules").Each().Select(rule => rule.At("host").Text()).Where(host => host.Length > 0)
            .DefaultIfEmpty("*"))),
        new("Address", row => string.Join(',', row.Json.At("status", "loadBalancer", "ingress").Each()
            .Select(each => each.At("ip").Text() + each.At("hostname").Text()))),
        new("Ports", row => row.Json.At("spec", "tls").Each().Any() ? "80, 443" : "80"),
        Cells.Age,
    ];

    private static string OrUnset(string text) => text.Length == 0 ? "<unset>" : text;

    private static string ExternalAddress(JsonElement service)
    {
        var assigned = string.Join(',', service.At("status", "loadBalancer", "ingress").Each().Select(each => each.At("ip").Text() + each.At("hostname").Text()));
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

    private static string Addresses(JsonElement endpoints) => Cells.OrNone(Shorten([.. endpoints.At("subsets").Each().SelectMany(subset =>
        subset.At("addresses").Each().SelectMany(address => subset.At("ports").ValueKind == JsonValueKind.Array
            ? subset.At("ports").Each().Select(port => $"{address.At("ip").Text()}:{port.At("port").Text()}")
            : [address.At("ip").Text()]))]));

    private static string Shorten(IReadOnlyList<string> texts) =>
        texts.Count <= 3 ? string.Join(',', texts) : $"{string.Join(',', texts.Take(3))} + {texts.Count - 3} more...";

    private static string Modes(JsonElement modes) =>
        string.Join(',', modes.Each().Select(mode => AccessModes.GetValueOrDefault(mode.Text(), mode.Text())));

    private static JsonElement FirstOf(JsonElement json, params string[] fields) =>
        fields.Select(field => json.At(field)).FirstOrDefault(value => value.ValueKind == JsonValueKind.String);

    private static string LastSeen(TableRow row)
    {
        var seen = FirstOf(row.Json, "lastTimestamp", "eventTime", "firstTimestamp");
        var last = row.Json.At("series", "lastObservedTime");
        return Cells.Since(last.ValueKind == JsonValueKind.String ? last : seen, row.Now);
    }

    private static string Source(JsonElement json)
    {
        var (component, host) = (json.At("source", "component").Text(), json.At("source", "host").Text());
        component = component.Length > 0 ? component : json.At("reportingComponent").Text();
        return string.Join(", ", ((string[])[component, host]).Where(text => text.Length > 0)).ToString(CultureInfo.InvariantCulture);
    }
}
