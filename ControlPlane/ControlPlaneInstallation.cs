namespace CniMigration.ControlPlane;

/// <summary>The programs of a real Kubernetes control plane on this machine, as <c>eng/control-plane/install</c> puts them there.</summary>
public sealed record ControlPlaneInstallation
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string FolderVariable = "CNI_MIGRATION_CONTROL_PLANE";

    /// <summary>How to get it; one sentence for a person.</summary>
    public const string HowToInstall =
        "There is no Kubernetes control plane on this machine: run eng/control-plane/install (Debian 12; about two minutes), "
        + $"or set {FolderVariable} to its folder.";

    private static readonly string[] Programs = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];

    private ControlPlaneInstallation(string folder) => Folder = folder;

    /// <summary>The version of Kubernetes that the script installs.</summary>
    public static Version KubernetesVersion { get; } = new(1, 20, 2);

    /// <summary>The folder with the programs.</summary>
    public string Folder { get; }

    /// <summary>The kubectl of the same version, if it was installed with it.</summary>
    public string? Kubectl => File.Exists(Program("kubectl")) ? Program("kubectl") : null;

    /// <summary>Looks for the programs where the script puts them.</summary>
    /// <returns>Null where one of them is missing.</returns>
    public static ControlPlaneInstallation? Find()
    {
        var folder = DefaultFolder();
        return Array.TrueForAll(Programs, program => File.Exists(Path.Combine(folder, program))) ? new ControlPlaneInstallation(folder) : null;
    }

    internal string Program(string name) => Path.Combine(Folder, name);

    private static string DefaultFolder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
        {
            return Path.GetFullPath(folder);
        }

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "cni-migration", $"control-plane-{KubernetesVersion}");
    }
}
