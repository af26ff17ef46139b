using System.Collections.Immutable;

namespace Pulumi.Kubernetes.Core.V1;

public class Namespace(string name, Types.Inputs.Core.V1.NamespaceArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:Namespace", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static Namespace Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}

public class ServiceAccount(string name, Types.Inputs.Core.V1.ServiceAccountArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:ServiceAccount", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("automountServiceAccountToken")] public Output<bool> AutomountServiceAccountToken { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static ServiceAccount Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}

public class Service(string name, Types.Inputs.Core.V1.ServiceArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:Service", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static Service Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}

public class ConfigMap(string name, Types.Inputs.Core.V1.ConfigMapArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:ConfigMap", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("binaryData")] public Output<ImmutableDictionary<string, string>> BinaryData { get; private set; } = null!;
    [Output("data")] public Output<ImmutableDictionary<string, string>> Data { get; private set; } = null!;
    [Output("immutable")] public Output<bool> Immutable { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static ConfigMap Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}

public class Secret(string name, Types.Inputs.Core.V1.SecretArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:Secret", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("data")] public Output<ImmutableDictionary<string, string>> Data { get; private set; } = null!;
    [Output("immutable")] public Output<bool> Immutable { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;
    [Output("stringData")] public Output<ImmutableDictionary<string, string>> StringData { get; private set; } = null!;
    [Output("type")] public Output<string> Type { get; private set; } = null!;

    public static Secret Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}
