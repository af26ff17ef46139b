namespace CniMigration.Simulator.Helm;

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
