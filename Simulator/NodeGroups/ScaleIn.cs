using CniMigration.Simulator.Cloud.Compute;

namespace CniMigration.Simulator.NodeGroups;

/// <summary>Which instances an auto scaling group ends first: those of the fullest zone, and of these the oldest.</summary>
internal static class ScaleIn
{
    public static IEnumerable<Instance> Choose(IReadOnlyList<Instance> live, int count)
    {
        var left = live.ToList();
        for (; count > 0 && left.Count > 0; count--)
        {
            var chosen = left.GroupBy(instance => instance.Subnet.Zone).OrderByDescending(zone => zone.Count()).ThenBy(zone => zone.Key, StringComparer.Ordinal)
                .First().MinBy(instance => instance.LaunchedAt)!;
            left.Remove(chosen);
            yield return chosen;
        }
    }
}
