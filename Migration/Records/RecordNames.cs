using System.Text.RegularExpressions;

namespace CniMigration.Migration.Records;

/// <summary>The names under which the cluster keeps what is needed to go back.</summary>
internal static partial class RecordNames
{
    public const string Prefix = "cni-migration.io/";
    public const string Namespace = "kube-system";
    public const string Ledger = "cni-migration";
    public const string RecordLabel = Prefix + "record";
    public const string RecordAnnotation = Prefix + "record";
    public const string RecordSelector = RecordLabel + "=true";

    public const string Cordon = Prefix + "cordon";
    public const string Replicas = Prefix + "replicas";
    public const string Restart = Prefix + "restart";
    public const string LabelPrefix = Prefix + "label.";
    public const string PlacementPrefix = Prefix + "placement.";

    public static string Label(string key) => LabelPrefix + Segment(key);

    public static string Placement(string key) => PlacementPrefix + Segment(key);

    public static string RemovedDaemonSet(string ns, string name) => $"cni-migration-daemonset-{ns}.{name}";

    /// <summary>Groups whose names differ only in what a ConfigMap's name cannot say have a record each.</summary>
    public static string NodeGroupSizes(string group)
    {
        var name = NotDnsCharacters().Replace(group.ToLowerInvariant(), "-").Trim('-', '.');
        return name == group ? $"cni-migration-sizes-{name}" : $"cni-migration-sizes-{name}-{Digest.Of([group])}";
    }

    /// <summary>An annotation name holds one slash and 63 characters after it.</summary>
    private static string Segment(string key)
    {
        var name = key.Replace('/', '.');
        return name.Length <= 50 ? name : $"{name[..37]}-{Digest.Of([key])}";
    }

    [GeneratedRegex("[^a-z0-9.-]")]
    private static partial Regex NotDnsCharacters();
}
