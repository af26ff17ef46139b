using System.Collections.Immutable;

namespace CniMigration.Kubernetes.Api.Store;

/// <summary>The objects of one type and their recent changes.</summary>
internal sealed class ObjectTable(int eventCapacity, long since)
{
    public ImmutableSortedDictionary<string, ApiObject> Items { get; set; } =
        ImmutableSortedDictionary.Create<string, ApiObject>(StringComparer.Ordinal);

    public EventLog Events { get; } = new(eventCapacity, since);
}
