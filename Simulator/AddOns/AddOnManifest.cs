namespace CniMigration.Simulator.AddOns;

/// <summary>An add-on that EKS could manage, and deploys in any case.</summary>
/// <param name="Name">Its name, such as <c>vpc-cni</c>.</param>
/// <param name="Manifest">The file of what it deploys.</param>
/// <param name="DefaultVersion">The version that the file is of.</param>
internal sealed record AddOnManifest(string Name, string Manifest, string DefaultVersion);
