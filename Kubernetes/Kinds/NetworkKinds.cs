using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class NetworkKinds
{
    private const string Group = "networking.k8s.io";

    public static ResourceType NetworkPolicies { get; } = new(Group, "v1", "NetworkPolicy", "networkpolicies")
    {
        ShortNames = ["netpol"],
        CountsGenerations = true,
        Defaults = json =>
        {
            var spec = json.Section("spec");
            foreach (var port in spec.Each("ingress").Concat(spec.Each("egress")).SelectMany(rule => rule.Each("ports")))
            {
                port.Default("protocol", "TCP");
            }

            spec.Default("policyTypes", spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress"));
        },
        Columns = [Cells.Name, new("Pod-Selector", row => Cells.Selector(row.Json.At("spec", "podSelector"))), Cells.Age],
        Notice = _ => "NetworkPolicies are enforced here by the pod network only: on nodes whose network knows none, nothing is held back by them.",
    };

    public static ResourceType Ingresses { get; } = new(Group, "v1", "Ingress", "ingresses")
    {
        ShortNames = ["ing"],
        Subresources = ["status"],
        CountsGenerations = true,
        Columns =
        [
            Cells.Name, Cells.Text("Class", "spec.ingressClassName", Cells.None),
            new("Hosts", row => string.Join(',', row.Json.At("spec", "rules").Each().Select(rule => rule.At("host").Text()).Where(host => host.Length > 0)
                .DefaultIfEmpty("*"))),
            new("Address", row => Cells.LoadBalancer(row.Json)),
            new("Ports", row => row.Json.At("spec", "tls").Each().Any() ? "80, 443" : "80"),
            Cells.Age,
        ],
        Notice = _ => "Ingresses are not modelled here: nothing brings traffic in by them.",
    };

    public static ResourceType IngressClasses { get; } = new(Group, "v1", "IngressClass", "ingressclasses")
    {
        Namespaced = false,
        CountsGenerations = true,
        Columns =
        [
            Cells.Name, Cells.Text("Controller", "spec.controller"),
            new("Parameters", row => row.Json.At("spec", "parameters") is { ValueKind: JsonValueKind.Object } parameters ? Parameters(parameters) : Cells.None),
            Cells.Age,
        ],
        Notice = _ => "IngressClasses are not modelled here: nothing brings traffic in by them.",
    };

    private static string Parameters(JsonElement json) =>
        string.Join('.', ((string[])[json.At("kind").Text(), json.At("apiGroup").Text()]).Where(part => part.Length > 0)) + "/" + json.At("name").Text();
}
