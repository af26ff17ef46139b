using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace CniMigration.Simulator.Cloud.Helm;

/// <summary>The effect of Helm on the cluster. It knows the Cilium chart, and refuses values whose effect it does not model.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "bodies follow")]
[SuppressMessage("Style", "IDE0060", Justification = "bodies follow")]
public sealed class HelmReleases
{
    /// <summary>A release; null where there is none of that name.</summary>
    public HelmRelease? Find(string release, string @namespace) => throw new NotImplementedException();

    /// <summary>Installs a chart. Does not wait for its pods.</summary>
    public Task<HelmRelease> InstallAsync(string release, string chart, string version, string @namespace, JsonObject values,
        CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Upgrades a release to these values, and no others. Does not wait for its pods.</summary>
    public Task<HelmRelease> UpgradeAsync(string release, string chart, string version, string @namespace, JsonObject values,
        CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Uninstalls a release; what its pods left on the nodes stays there.</summary>
    public Task UninstallAsync(string release, string @namespace, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}

/// <summary>A release, as <c>helm list</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Where it was installed.</param>
/// <param name="Revision">How often it was installed or upgraded.</param>
/// <param name="Status">deployed, failed, pending-upgrade ...</param>
/// <param name="Chart">The chart's name.</param>
/// <param name="ChartVersion">The chart's version.</param>
public sealed record HelmRelease(string Name, string Namespace, int Revision, string Status, string Chart, string ChartVersion);

/// <summary>A refusal of Helm, in one message.</summary>
public sealed class HelmException(string message) : Exception(message);
