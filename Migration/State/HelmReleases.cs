using CniMigration.Migration.Sides;

namespace CniMigration.Migration.State;

/// <summary>What Helm says about a release, in the Secrets it keeps.</summary>
internal static class HelmReleases
{
    /// <summary>The status of the newest revision (deployed, failed, pending-upgrade, ...), or empty where there is no such release.</summary>
    public static async Task<string> StatusAsync(IKubernetes cluster, string release, CancellationToken cancellationToken)
    {
        var secrets = await cluster.CoreV1.ListNamespacedSecretAsync(
            CiliumNames.Namespace, labelSelector: $"owner=helm,name={release}", cancellationToken: cancellationToken);
        return secrets.Items.MaxBy(Revision)?.Metadata.Labels is { } labels && labels.TryGetValue("status", out var status) ? status : "";
    }

    private static int Revision(V1Secret secret) =>
        secret.Metadata.Labels.TryGetValue("version", out var text) && int.TryParse(text, out var revision) ? revision : 0;
}
