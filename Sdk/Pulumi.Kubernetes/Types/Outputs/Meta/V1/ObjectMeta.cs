using System.Collections.Immutable;

namespace Pulumi.Kubernetes.Types.Outputs.Meta.V1;

[OutputType]
public sealed class ObjectMeta
{
    private ObjectMeta()
    {
    }

    public readonly ImmutableDictionary<string, string> Annotations = null!;
    public readonly string ClusterName = null!;
    public readonly string CreationTimestamp = null!;
    public readonly int DeletionGracePeriodSeconds;
    public readonly string DeletionTimestamp = null!;
    public readonly ImmutableArray<string> Finalizers;
    public readonly string GenerateName = null!;
    public readonly int Generation;
    public readonly ImmutableDictionary<string, string> Labels = null!;
    public readonly string Name = null!;
    public readonly string Namespace = null!;
    public readonly ImmutableArray<OwnerReference> OwnerReferences;
    public readonly string ResourceVersion = null!;
    public readonly string SelfLink = null!;
    public readonly string Uid = null!;
}

[OutputType]
public sealed class OwnerReference
{
    private OwnerReference()
    {
    }

    public readonly string ApiVersion = null!;
    public readonly bool BlockOwnerDeletion;
    public readonly bool Controller;
    public readonly string Kind = null!;
    public readonly string Name = null!;
    public readonly string Uid = null!;
}
