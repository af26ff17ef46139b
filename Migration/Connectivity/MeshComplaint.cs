namespace CniMigration.Migration.Connectivity;

/// <summary>An unhealthy reading in words: which pairs, on which nodes, and what it may be.</summary>
internal static class MeshComplaint
{
    private const int Shown = 4;

    internal static string Of(MeshReading reading, MeshPods pods)
    {
        string Place(string pod) => $"{pod} on {pods.NodeOf[pod]}";

        var silent = reading.Silent.ToHashSet(StringComparer.Ordinal);
        var failing = reading.FailingPairs
            .OrderBy(p => silent.Contains(p.Key.From))
            .ThenBy(p => p.Key.From, StringComparer.Ordinal)
            .ThenBy(p => p.Key.To, StringComparer.Ordinal)
            .ToList();
        var lines = failing.Take(Shown).Select(p => $"{Place(p.Key.From)} -> {Place(p.Key.To)}: {p.Value}").Concat(reading.Problems.Take(Shown)).ToList();
        var left = failing.Count + reading.Problems.Count - lines.Count;
        return $"{failing.Count} of {reading.Tried} pairs fail{Hint(reading, pods)}{Environment.NewLine}  "
            + string.Join($"{Environment.NewLine}  ", left > 0 ? [.. lines, $"and {left} more"] : lines);
    }

    private static string Hint(MeshReading reading, MeshPods pods)
    {
        bool OnCilium(string pod) => pods.CiliumNodes.Contains(pods.NodeOf[pod]);

        // Of a pod that did not answer nothing is known but that.
        var known = reading.FailingPairs.Keys.Where(pair => !reading.Silent.Contains(pair.From)).ToList();
        var all = reading.Silent.Count == 0 ? "all of them" : "all that are known";
        if (pods.Names.Where(pod => known.All(pair => pair.From == pod || pair.To == pod)).Take(2).ToList() is [var culprit])
        {
            return $", {all} from or to {culprit}: look at that pod, its node {pods.NodeOf[culprit]}, and the network interface that its address is on";
        }

        return known.Count > 0 && known.All(pair => OnCilium(pair.From) != OnCilium(pair.To))
            ? $", {all} between the two CNIs: do the security groups of the nodes let them through?"
            : "";
    }
}
