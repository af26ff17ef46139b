namespace CniMigration.Rehearsal.Engine;

/// <summary>Makes the providers of one package.</summary>
internal interface IProviderPackage
{
    /// <summary>Configures a provider with a provider resource's inputs, or with none for the package's default one.</summary>
    Task<ResourceProvider> ConfigureAsync(JsonObject configuration, CancellationToken cancellationToken);

    /// <summary>Why a change of configuration cannot be made in place, or null where it can.</summary>
    string? RefuseChange(JsonObject before, JsonObject after) => null;

    /// <summary>The remote component of a type, or null where the type is none.</summary>
    IRemoteComponent? RemoteComponent(string type) => null;
}
