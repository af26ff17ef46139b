namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>What an informer saw: Old is null for a new object, New for one that is gone.</summary>
internal readonly record struct Change<T>(T? Old, T? New)
    where T : Resource
{
    /// <summary>The object as it is now, or as it last was.</summary>
    public T Latest => (New ?? Old)!;
}
