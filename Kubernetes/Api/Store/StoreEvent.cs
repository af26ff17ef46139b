namespace CniMigration.Kubernetes.Api.Store;

/// <summary>A change in the store, with what was there before: a selector may see an object leave that still exists.</summary>
internal readonly record struct StoreEvent(ApiEventKind Kind, ApiObject Object, ApiObject? Previous, long Revision);
