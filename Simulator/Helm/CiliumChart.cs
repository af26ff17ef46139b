using System.Security.Cryptography;
using System.Text;
using CniMigration.Simulator.Manifests;

namespace CniMigration.Simulator.Helm;

/// <summary>What the Cilium chart makes of its values.</summary>
internal static class CiliumChart
{
    private const string Folder = "Helm/Cilium/";
    private const string ModelledVersions = "1.19.";

    public static void Load(string version)
    {
        if (!version.TrimStart('v').StartsWith(ModelledVersions, StringComparison.Ordinal))
        {
            throw new HelmException($"The embedded EKS models the Cilium chart {ModelledVersions}x, not {version}.");
        }
    }

    public static IReadOnlyList<JsonObject> Render(string release, string version, string @namespace, JsonObject given)
    {
        Load(version);

        var values = CiliumValues.From(given);
        var config = Config(values);
        var objects = new List<JsonObject> { config };
        objects.AddRange(Read("rbac.yaml"));
        objects.Add(Agent(values, version, config));
        objects.Add(Operator(values, version, config));
        if (values["ipMasqAgent.config"] is JsonObject { Count: > 0 } agent && values.Flag("ipMasqAgent.enabled"))
        {
            objects.Add(ConfigMap("ip-masq-agent", new JsonObject { ["config"] = agent.ToJsonString() }));
        }

        if (values.Flag("envoy.enabled", otherwise: true))
        {
            objects.AddRange(Read("envoy.yaml"));
        }

        if (values.Flag("hubble.enabled") && values.Flag("hubble.relay.enabled"))
        {
            objects.AddRange(Read("relay.yaml"));
        }

        Annotate(objects, "cilium", values["serviceAccounts.cilium.annotations"]);
        Annotate(objects, "cilium-operator", values["serviceAccounts.operator.annotations"]);
        foreach (var rendered in objects)
        {
            Own(rendered, release, @namespace);
        }

        return objects;
    }

    private static JsonObject Agent(CiliumValues values, string version, JsonObject config)
    {
        var agent = Read("agent.yaml")[0];
        var spec = agent["spec"]!;
        spec["updateStrategy"] = values["updateStrategy"]?.DeepClone();
        Place(spec["template"]!["spec"]!, values, "");
        spec["template"]!["spec"]!["serviceAccountName"] = values.Text("serviceAccounts.cilium.name");
        SetImage(spec["template"]!, $"quay.io/cilium/cilium:v{version.TrimStart('v')}");
        PointToApiServer(spec["template"]!, values);
        MarkConfig(spec["template"]!, config, values.Flag("rollOutCiliumPods"));
        return agent;
    }

    private static JsonObject Operator(CiliumValues values, string version, JsonObject config)
    {
        var deployment = Read("operator.yaml")[0];
        var spec = deployment["spec"]!;
        spec["replicas"] = values["operator.replicas"]?.DeepClone();
        Place(spec["template"]!["spec"]!, values, "operator.");
        spec["template"]!["spec"]!["serviceAccountName"] = values.Text("serviceAccounts.operator.name");
        SetImage(spec["template"]!, $"quay.io/cilium/operator-aws:v{version.TrimStart('v')}");
        PointToApiServer(spec["template"]!, values);
        MarkConfig(spec["template"]!, config, values.Flag("operator.rollOutPods"));
        return deployment;
    }

    private static JsonObject Config(CiliumValues values)
    {
        var removesTaints = values.Flag("operator.removeNodeTaints", otherwise: true);
        var watches = values.Flag("operator.unmanagedPodWatcher.restart");
        var data = new JsonObject
        {
            ["agent-not-ready-taint-key"] = values.Text("agentNotReadyTaintKey"),
            ["cluster-id"] = values.Text("cluster.id"),
            ["cluster-name"] = values.Text("cluster.name"),
            ["cni-chaining-mode"] = values.Text("cni.chainingMode") is { Length: > 0 } mode ? mode : "none",
            ["cni-exclusive"] = Text(values.Flag("cni.exclusive", otherwise: true)),
            ["debug"] = Text(values.Flag("debug.enabled")),
            ["enable-bpf-masquerade"] = Text(values.Flag("bpf.masquerade")),
            ["enable-endpoint-routes"] = Text(values.Flag("endpointRoutes.enabled", otherwise: true)),
            ["enable-host-legacy-routing"] = Text(values.Flag("bpf.hostLegacyRouting")),
            ["enable-hubble"] = Text(values.Flag("hubble.enabled")),
            ["enable-ipv4"] = "true",
            ["enable-ipv4-masquerade"] = Text(values.Flag("enableIPv4Masquerade")),
            ["enable-ipv6"] = "false",
            ["enable-policy"] = values.Text("policyEnforcementMode"),
            ["identity-allocation-mode"] = "crd",
            ["ipam"] = "eni",
            ["kube-proxy-replacement"] = values.Text("kubeProxyReplacement"),
            ["remove-cilium-node-taints"] = Text(removesTaints),
            ["routing-mode"] = "native",
            ["set-cilium-is-up-condition"] = "true",
            ["set-cilium-node-taints"] = Text(values.Flag("operator.setNodeTaints", removesTaints)),
            ["unmanaged-pod-watcher-interval"] = watches ? values.Text("operator.unmanagedPodWatcher.intervalSeconds") : "0",
        };
        if (values.Text("egressMasqueradeInterfaces") is { Length: > 0 } interfaces)
        {
            data["egress-masquerade-interfaces"] = interfaces;
        }

        // Where none is given the operator's own default holds (install/kubernetes/cilium/templates/cilium-configmap.yaml).
        foreach (var (key, path) in new[] { ("limit-ipam-api-qps", "externalAPILimitQPS"), ("limit-ipam-api-burst", "externalAPILimitBurstSize") })
        {
            if (values.Text($"ipam.operator.{path}") is { Length: > 0 } limit)
            {
                data[key] = limit;
            }
        }

        if (values.Text("ipv4NativeRoutingCIDR") is { Length: > 0 } native)
        {
            data["ipv4-native-routing-cidr"] = native;
        }

        if (values.Flag("ipMasqAgent.enabled"))
        {
            data["enable-ip-masq-agent"] = "true";
        }

        return ConfigMap("cilium-config", data);
    }

    private static JsonObject ConfigMap(string name, JsonObject data) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "kube-system" },
        ["data"] = data,
    };

    private static void Place(JsonNode podSpec, CiliumValues values, string prefix)
    {
        foreach (var part in new[] { "affinity", "nodeSelector", "tolerations" })
        {
            podSpec[part] = values[prefix + part]?.DeepClone();
        }
    }

    private static void SetImage(JsonNode template, string image) => template["spec"]!["containers"]![0]!["image"] = image;

    // What makes a rollout of a mere change of configuration.
    private static void MarkConfig(JsonNode template, JsonObject config, bool rollOut)
    {
        if (rollOut)
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(config.ToJsonString())));
            ((JsonObject)template).Section("metadata").Section("annotations")["cilium.io/cilium-configmap-checksum"] = checksum;
        }
    }

    // As the chart's templates of agent and operator do where the values say so.
    private static void PointToApiServer(JsonNode template, CiliumValues values)
    {
        if (values.Text("k8sServiceHost") is { Length: > 0 } host)
        {
            template["spec"]!["containers"]![0]!["env"] = new JsonArray(
                new JsonObject { ["name"] = "KUBERNETES_SERVICE_HOST", ["value"] = host },
                new JsonObject { ["name"] = "KUBERNETES_SERVICE_PORT", ["value"] = values.Text("k8sServicePort") });
        }
    }

    private static void Annotate(List<JsonObject> objects, string account, JsonNode? annotations)
    {
        if (annotations is JsonObject { Count: > 0 })
        {
            var target = objects.First(rendered => (string?)rendered["kind"] == "ServiceAccount" && ManifestFiles.NameOf(rendered) == account);
            target.Section("metadata")["annotations"] = annotations.DeepClone();
        }
    }

    private static void Own(JsonObject rendered, string release, string @namespace)
    {
        var metadata = rendered.Section("metadata");
        metadata.Section("labels")["app.kubernetes.io/managed-by"] = "Helm";
        metadata.Section("annotations")["meta.helm.sh/release-name"] = release;
        metadata.Section("annotations")["meta.helm.sh/release-namespace"] = @namespace;
    }

    private static IReadOnlyList<JsonObject> Read(string file) => ManifestFiles.Read(Folder + file);

    private static string Text(bool flag) => flag ? "true" : "false";
}
