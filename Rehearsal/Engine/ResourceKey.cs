namespace CniMigration.Rehearsal.Engine;

/// <summary>All that the mocks tell of a resource's identity: its type and its name.</summary>
internal readonly record struct ResourceKey(string Type, string Name)
{
    /// <summary>The package whose provider stands behind the type.</summary>
    public string Package => Type.StartsWith(ProviderPrefix, StringComparison.Ordinal) ? Type[ProviderPrefix.Length..] : Type.Split(':')[0];

    public bool IsProvider => Type.StartsWith(ProviderPrefix, StringComparison.Ordinal);

    public override string ToString() => $"{Type} {Name}";

    private const string ProviderPrefix = "pulumi:providers:";

    /// <summary>Reads <c>urn:pulumi:stack::project::parentType$type::name[::id]</c>.</summary>
    public static ResourceKey OfUrn(string urn)
    {
        var parts = urn.Split("::");
        if (parts.Length < 4)
        {
            throw new EngineException($"'{urn}' is not a resource's URN.");
        }

        return new ResourceKey(parts[2].Split('$')[^1], parts[3]);
    }
}
