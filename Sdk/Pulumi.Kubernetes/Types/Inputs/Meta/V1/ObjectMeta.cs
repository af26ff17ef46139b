namespace Pulumi.Kubernetes.Types.Inputs.Meta.V1;

public class ObjectMetaArgs : ResourceArgs
{
    [field: Input("annotations")] public InputMap<string> Annotations { get => field ??= new(); set; }
    [Input("clusterName")] public Input<string>? ClusterName { get; set; }
    [Input("creationTimestamp")] public Input<string>? CreationTimestamp { get; set; }
    [Input("deletionGracePeriodSeconds")] public Input<int>? DeletionGracePeriodSeconds { get; set; }
    [Input("deletionTimestamp")] public Input<string>? DeletionTimestamp { get; set; }
    [field: Input("finalizers")] public InputList<string> Finalizers { get => field ??= new(); set; }
    [Input("generateName")] public Input<string>? GenerateName { get; set; }
    [Input("generation")] public Input<int>? Generation { get; set; }
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namespace")] public Input<string>? Namespace { get; set; }
    [field: Input("ownerReferences")] public InputList<OwnerReferenceArgs> OwnerReferences { get => field ??= new(); set; }
    [Input("resourceVersion")] public Input<string>? ResourceVersion { get; set; }
    [Input("selfLink")] public Input<string>? SelfLink { get; set; }
    [Input("uid")] public Input<string>? Uid { get; set; }
    public static new ObjectMetaArgs Empty => new();
}

public class OwnerReferenceArgs : ResourceArgs
{
    [Input("apiVersion", required: true)] public Input<string> ApiVersion { get; set; } = null!;
    [Input("blockOwnerDeletion")] public Input<bool>? BlockOwnerDeletion { get; set; }
    [Input("controller")] public Input<bool>? Controller { get; set; }
    [Input("kind", required: true)] public Input<string> Kind { get; set; } = null!;
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("uid", required: true)] public Input<string> Uid { get; set; } = null!;
    public static new OwnerReferenceArgs Empty => new();
}
