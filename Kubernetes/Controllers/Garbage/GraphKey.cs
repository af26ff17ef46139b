using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Garbage;

/// <summary>One object among all kinds.</summary>
internal readonly record struct GraphKey(Informer Informer, string Key)
{
    public Resource? Find() => Informer.FindResource(Key);

    public override string ToString() => $"{Informer.Type.QualifiedName}|{Key}";
}
