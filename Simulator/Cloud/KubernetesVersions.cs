namespace CniMigration.Simulator.Cloud;

/// <summary>The full version behind the minor one that EKS is asked for.</summary>
internal static class KubernetesVersions
{
    private static readonly Dictionary<string, string> Patches = new(StringComparer.Ordinal)
    {
        ["1.31"] = "v1.31.13-eks-113cf36",
        ["1.32"] = "v1.32.9-eks-113cf36",
        ["1.33"] = "v1.33.5-eks-113cf36",
        ["1.34"] = "v1.34.1-eks-113cf36",
    };

    public static string Of(string minor) => Patches.GetValueOrDefault(minor)
        ?? throw EksException.Invalid($"unsupported Kubernetes version {minor}; the embedded EKS knows {string.Join(", ", Patches.Keys)}");
}
