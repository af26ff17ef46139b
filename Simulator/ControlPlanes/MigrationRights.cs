using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Yaml;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Cloud.Manifests;

namespace CniMigration.Simulator.ControlPlanes;

/// <summary>Gives whoever migrates the rights that the account's options name.</summary>
internal static class MigrationRights
{
    public static async Task GiveAsync(Account account, IControlPlane controlPlane, CancellationToken cancellationToken)
    {
        if (account.Options.Rights is { } rights)
        {
            await ManifestFiles.CreateAsync(controlPlane.Client("platform-team"), YamlDocuments.ParseAll(rights).OfType<JsonObject>(), cancellationToken);
        }
    }
}
