namespace CniMigration.Rehearsal.Engine;

/// <summary>Makes the providers of one package.</summary>
internal interface IProviderPackage
{
    /// <summary>Configures a provider with a provider resource's inputs, or with none for the package's default one.</summary>
    Task<ResourceProvider> ConfigureAsync(JsonObject configuration, CancellationToken cancellationToken);

    /// <summary>Why a change of configuration cannot be made in place, or null where it can.</summary>
    string? RefuseChange(JsonObject before, JsonObject after) => null;

    /// <summary>Whether a type is a remote component: one resource to the program, made by its provider as a whole.</summary>
    bool IsRemoteComponent(string type) => false;

    /// <summary>Whether a refresh reads a remote component, as it would read the resources in it; else it is taken for what it was.</summary>
    bool CanRead(string type) => true;
}
