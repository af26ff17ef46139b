using System.Globalization;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Connectivity;

/// <summary>
/// How much a reading proves. All pairs prove themselves; a sample of them has to hold every node as the one that asks and as one that is asked, both
/// directions between the two CNIs, and every pair of zones, and leaves a share of pairs that could be broken and not be seen.
/// </summary>
internal sealed record MeshStrength
{
    private const double Doubt = 0.01;

    private readonly HashSet<(string From, string To)> zones = [];
    private readonly HashSet<string> asking = [];
    private readonly HashSet<string> asked = [];
    private readonly MeshPods pods;
    private readonly int tried;
    private readonly int toCilium;
    private readonly int fromCilium;

    private MeshStrength(MeshReading reading, MeshPods pods)
    {
        (this.pods, tried) = (pods, reading.Tried);
        foreach (var pair in reading.PingTimes.Keys)
        {
            var (from, to) = (pods.NodeOf[pair.From], pods.NodeOf[pair.To]);
            if (from == to)
            {
                continue;
            }

            asking.Add(from);
            asked.Add(to);
            zones.Add((pods.ZoneOf(from), pods.ZoneOf(to)));
            toCilium += !pods.CiliumNodes.Contains(from) && pods.CiliumNodes.Contains(to) ? 1 : 0;
            fromCilium += pods.CiliumNodes.Contains(from) && !pods.CiliumNodes.Contains(to) ? 1 : 0;
        }
    }

    /// <summary>What the sample does not hold, in words; none where it holds all that it has to.</summary>
    internal IReadOnlyList<string> Missing => [.. Gaps()];

    /// <summary>The largest share of pairs that can be broken with a chance of one in a hundred that none of those tried is among them.</summary>
    internal double Unseen => pods.IsSampled ? ShareUnseen(tried) : 0;

    internal static MeshStrength Of(MeshReading reading, MeshPods pods) => new(reading, pods);

    /// <summary>What was proved, in a sentence.</summary>
    public override string ToString()
    {
        var all = pods.NodeOf.Count * pods.NodeOf.Count;
        if (!pods.IsSampled)
        {
            return $"all {all} pairs";
        }

        var across = toCilium + fromCilium == 0 ? "" : $", {toCilium} pairs to Cilium and {fromCilium} back";
        var weakest = toCilium + fromCilium == 0
            ? ""
            : $" ({Percent(ShareUnseen(Math.Min(toCilium, fromCilium)))} of those between the two CNIs in one direction)";
        return $"a sample of {tried} of {all} pairs: each of {Nodes.Count} nodes asks and is asked{across}, {zones.Count} pairs of zones; "
            + $"up to {Percent(Unseen)} of all pairs{weakest} could be broken and not be seen, with 99 % confidence";
    }

    private HashSet<string> Nodes => [.. pods.NodeOf.Values];

    private static double ShareUnseen(int tried) => tried == 0 ? 1 : 1 - Math.Pow(Doubt, 1d / tried);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");

    private IEnumerable<string> Gaps()
    {
        var nodes = Nodes;
        if (!pods.IsSampled || nodes.Count < 2)
        {
            yield break;
        }

        if (nodes.Except(asking).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } mute)
        {
            yield return $"no pod of these nodes has pinged another node yet: {Short.List(mute)}";
        }

        if (nodes.Except(asked).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } unasked)
        {
            yield return $"no pod of these nodes is pinged from another node: {Short.List(unasked)}";
        }

        var cilium = nodes.Count(pods.CiliumNodes.Contains);
        if (cilium > 0 && cilium < nodes.Count && (toCilium == 0 || fromCilium == 0))
        {
            yield return $"no pair is tried {(toCilium == 0 ? "to Cilium" : "from Cilium")} across the two CNIs";
        }

        var counts = nodes.GroupBy(pods.ZoneOf).ToDictionary(zone => zone.Key, zone => zone.Count());
        foreach (var (from, to) in counts.Keys.SelectMany(from => counts.Keys.Select(to => (from, to))).Where(pair => !zones.Contains(pair)))
        {
            if (from != to || counts[from] > 1)
            {
                yield return $"no pair is tried from zone {from} to zone {to}";
            }
        }
    }
}
