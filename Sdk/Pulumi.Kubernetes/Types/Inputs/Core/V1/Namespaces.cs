namespace Pulumi.Kubernetes.Types.Inputs.Core.V1;

public class NamespaceArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<NamespaceSpecArgs>? Spec { get; set; }
    public static new NamespaceArgs Empty => new();
}

public class NamespaceSpecArgs : ResourceArgs
{
    [field: Input("finalizers")] public InputList<string> Finalizers { get => field ??= new(); set; }
    public static new NamespaceSpecArgs Empty => new();
}

public class ServiceAccountArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("automountServiceAccountToken")] public Input<bool>? AutomountServiceAccountToken { get; set; }
    [field: Input("imagePullSecrets")] public InputList<LocalObjectReferenceArgs> ImagePullSecrets { get => field ??= new(); set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [field: Input("secrets")] public InputList<ObjectReferenceArgs> Secrets { get => field ??= new(); set; }
    public static new ServiceAccountArgs Empty => new();
}

public class ObjectReferenceArgs : ResourceArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("fieldPath")] public Input<string>? FieldPath { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namespace")] public Input<string>? Namespace { get; set; }
    [Input("resourceVersion")] public Input<string>? ResourceVersion { get; set; }
    [Input("uid")] public Input<string>? Uid { get; set; }
    public static new ObjectReferenceArgs Empty => new();
}
