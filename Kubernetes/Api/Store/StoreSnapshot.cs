using System.Collections.Immutable;

namespace CniMigration.Kubernetes.Api.Store;

/// <summary>All objects of a type as they were at one revision, in key order.</summary>
internal sealed record StoreSnapshot(ImmutableSortedDictionary<string, ApiObject> Items, long Revision);
