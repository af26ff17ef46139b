using System.Collections.Immutable;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Versions;

/// <summary>What this server serves at the moment: the built-in types, and those that custom resource definitions brought.</summary>
internal sealed class TypeRegistry
{
    private readonly Lock gate = new();
    private readonly ImmutableArray<ServedResource> builtIn = [.. ResourceTypes.All.SelectMany(Served)];
    private ImmutableDictionary<string, ImmutableArray<ServedResource>> custom = ImmutableDictionary<string, ImmutableArray<ServedResource>>.Empty;

    public IEnumerable<ServedResource> All => builtIn.Concat(custom.Values.SelectMany(served => served));

    public ServedResource? Find(string group, string version, string plural) =>
        All.FirstOrDefault(served => served.Group == group && served.Version == version && served.Type.Plural == plural);

    public ServedResource? FindKind(string group, string version, string kind) =>
        All.FirstOrDefault(served => served.Group == group && served.Version == version && served.Type.Kind == kind);

    /// <summary>The type of a kind, whatever its version.</summary>
    public ResourceType? FindKind(string group, string kind) => All.FirstOrDefault(served => served.Group == group && served.Type.Kind == kind)?.Type;

    /// <summary>The type of a plural name, whatever its version.</summary>
    public ResourceType? FindPlural(string group, string plural) =>
        All.FirstOrDefault(served => served.Type.Group == group && served.Type.Plural == plural)?.Type;

    public bool HasGroupVersion(string group, string version) => All.Any(served => served.Group == group && served.Version == version);

    public void SetCustom(string definition, IEnumerable<ServedResource> served)
    {
        lock (gate)
        {
            custom = custom.SetItem(definition, [.. served]);
        }
    }

    public void RemoveCustom(string definition)
    {
        lock (gate)
        {
            custom = custom.Remove(definition);
        }
    }

    private static IEnumerable<ServedResource> Served(ResourceType type) =>
        type.AlsoServedAs.Select(other => new ServedResource(type, other.Group, other.Version) { Conversion = other })
            .Prepend(new ServedResource(type, type.Group, type.Version));
}
