using CniMigration.Simulator.Manifests;

namespace CniMigration.Simulator.Helm;

/// <summary>The chart's values: its defaults, with the user's laid over them as Helm does. What the simulator would not act on is refused.</summary>
internal sealed class CiliumValues
{
    private const int LongestClusterName = 32;

    // Below these a user may write what Kubernetes understands, or what changes nothing that is modelled.
    private static readonly HashSet<string> Free =
    [
        "affinity", "nodeSelector", "updateStrategy", "operator.affinity", "operator.nodeSelector",
        "envoy", "eni.eniTags", "eni.gcTags", "hubble", "image", "operator.image", "operator.resources", "resources",
        "ipMasqAgent.config", "serviceAccounts.cilium.annotations", "serviceAccounts.operator.annotations",
    ];

    private readonly JsonObject values;

    private CiliumValues(JsonObject values) => this.values = values;

    public static CiliumValues From(JsonObject given)
    {
        var defaults = ManifestFiles.Read("Helm/Cilium/values.yaml")[0];
        if (given.ContainsKey("tunnel"))
        {
            throw new HelmException("execution error at (cilium/templates/validate.yaml): tunnel was deprecated in v1.14 and has been removed in v1.15. "
                + "For details please refer to https://docs.cilium.io/en/v1.15/operations/upgrade/#helm-options");
        }

        RefuseUnknown(defaults, given, "");
        var values = new CiliumValues(Overlay(defaults, given));
        values.Validate();
        return values;
    }

    public JsonNode? this[string path]
    {
        get
        {
            JsonNode? node = values;
            foreach (var key in path.Split('.'))
            {
                node = node?[key];
            }

            return node;
        }
    }

    public string Text(string path) => this[path] switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToJsonString(),
    };

    public bool Flag(string path, bool otherwise = false) => Text(path) switch
    {
        "" => otherwise,
        "true" => true,
        "false" => false,
        var other => throw new HelmException($"values don't meet the specifications of the schema(s) in the following chart(s): cilium: "
            + $"- at '/{path.Replace('.', '/')}': got {other}, want boolean"),
    };

    public static JsonObject Overlay(JsonObject below, JsonObject above)
    {
        var result = (JsonObject)below.DeepClone();
        foreach (var (key, value) in above)
        {
            if (value is null)
            {
                result.Remove(key);
            }
            else
            {
                result[key] = value is JsonObject upper && result[key] is JsonObject lower ? Overlay(lower, upper) : value.DeepClone();
            }
        }

        return result;
    }

    private static void RefuseUnknown(JsonObject known, JsonObject given, string prefix)
    {
        foreach (var (key, value) in given)
        {
            var path = prefix + key;
            if (!known.ContainsKey(key))
            {
                throw new HelmException($"The embedded EKS does not model the value '{path}' of the Cilium chart, so it cannot say what it would do. "
                    + "Remove it, or rehearse on a real cluster.");
            }

            if (value is JsonObject section && known[key] is JsonObject knownSection && !Free.Contains(path))
            {
                RefuseUnknown(knownSection, section, path + ".");
            }
        }
    }

    private void Validate()
    {
        Require("eni.enabled", Flag("eni.enabled"), "only ENI mode");
        Require("ipam.mode", Text("ipam.mode") == "eni", "only the mode eni");
        Require("routingMode", Text("routingMode") is "native" or "", "only native routing");
        Require("cni.chainingMode", Text("cni.chainingMode") is "" or "none" or "portmap", "only the chaining modes none and portmap");
        Require("policyEnforcementMode", Text("policyEnforcementMode") is "never" or "default", "only never and default");
        if (Text("kubeProxyReplacement") is not ("true" or "false"))
        {
            throw new HelmException("execution error at (cilium/templates/validate.yaml): kubeProxyReplacement must be explicitly set to a valid value "
                + $"(true or false) to continue; it is '{Text("kubeProxyReplacement")}'.");
        }

        if (Flag("bpf.masquerade") && Text("egressMasqueradeInterfaces").Length > 0)
        {
            throw new HelmException("execution error at (cilium/templates/validate.yaml): egressMasqueradeInterfaces cannot be used with bpf.masquerade=true.");
        }

        var name = Text("cluster.name");
        if (name.Length is 0 or > LongestClusterName || name.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-')
            || name.StartsWith('-') || name.EndsWith('-'))
        {
            throw new HelmException($"execution error at (cilium/templates/validate.yaml): The cluster name is invalid: '{name}' must consist of 1 to "
                + $"{LongestClusterName} lower case alphanumeric characters and '-', and start and end with an alphanumeric character.");
        }
    }

    private void Require(string path, bool holds, string what)
    {
        if (!holds)
        {
            throw new HelmException($"The embedded EKS models {what} of Cilium; '{path}' is '{Text(path)}'.");
        }
    }
}
