using CniMigration.Simulator.Manifests;

namespace CniMigration.Simulator.Hosting;

/// <summary>Whoever migrates, as the cluster's roles know it.</summary>
public static class MigrationUser
{
    /// <summary>The group that it is in.</summary>
    public const string Group = "cni-migration";

    /// <summary>Creates the RBAC objects, in YAML, that give it its rights.</summary>
    internal static Task GrantAsync(IControlPlane controlPlane, string rights, CancellationToken cancellationToken) =>
        ManifestFiles.CreateAsync(controlPlane.Client("platform-team"), YamlDocuments.ParseAll(rights).OfType<JsonObject>(), cancellationToken);
}
