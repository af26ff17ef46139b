using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Cloud.Compute;

namespace CniMigration.Simulator.NodeGroups;

/// <summary>What EKS refuses, and how it writes things.</summary>
internal static class NodeGroupRules
{
    private const int LongestName = 63;

    public static void Check(NodeGroupSpec spec)
    {
        if (spec.Name.Length is 0 or > LongestName)
        {
            throw EksException.Invalid($"A node group's name has 1 to {LongestName} characters; '{spec.Name}' has {spec.Name.Length}.");
        }

        Check(spec.Scaling);
        Check(spec.Taints);
        _ = spec.Version is { } version ? KubernetesVersions.Of(version) : null;
        _ = InstanceType.Find(spec.InstanceType);
        if (spec.AmiType.Contains("WINDOWS", StringComparison.Ordinal) || spec.AmiType.Contains("ARM", StringComparison.Ordinal))
        {
            throw EksException.NotModelled($"the image type {spec.AmiType}; it knows Linux on x86_64");
        }
    }

    public static void Check(NodeGroupScaling scaling)
    {
        if (scaling.MinSize < 0 || scaling.DesiredSize < 0)
        {
            throw EksException.Invalid("Sizes of a node group must not be negative.");
        }

        if (scaling.MaxSize < 1)
        {
            throw EksException.Invalid("maxSize must be at least 1.");
        }

        if (scaling.MinSize > scaling.DesiredSize)
        {
            throw EksException.Invalid($"Minimum capacity {scaling.MinSize} can't be greater than desired size {scaling.DesiredSize}");
        }

        if (scaling.DesiredSize > scaling.MaxSize)
        {
            throw EksException.Invalid($"desired capacity {scaling.DesiredSize} can't be greater than max size {scaling.MaxSize}");
        }
    }

    public static void Check(IReadOnlyList<NodeGroupTaint> taints)
    {
        foreach (var taint in taints)
        {
            _ = KubernetesEffect(taint.Effect);
        }
    }

    public static Taint ToKubernetes(NodeGroupTaint taint) => new() { Key = taint.Key, Value = taint.Value, Effect = KubernetesEffect(taint.Effect) };

    private static string KubernetesEffect(string effect) => effect switch
    {
        "NO_SCHEDULE" => "NoSchedule",
        "PREFER_NO_SCHEDULE" => "PreferNoSchedule",
        "NO_EXECUTE" => "NoExecute",
        _ => throw EksException.Invalid($"A taint's effect is NO_SCHEDULE, PREFER_NO_SCHEDULE or NO_EXECUTE, not '{effect}'."),
    };
}
