namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>
/// Whom a goldpinger pings that is told a number: those with the highest scores by rendezvous hashing, itself among them if it comes to that
/// (bloomberg/goldpinger, pkg/goldpinger/pod_selecter.go; stuartnelson3/go-rendezvous).
/// </summary>
/// <remarks>The real one hashes with xxHash; any hash that spreads draws as well, and who is drawn is nobody's business.</remarks>
internal static class PeerChoice
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static List<GoldpingerPod> Of(string podName, List<GoldpingerPod> all, int number)
    {
        if (number <= 0 || number >= all.Count)
        {
            return all;
        }

        var key = Hash(podName);
        var scores = all.ConvertAll(peer => Mix(key ^ peer.NameHash)).ToArray();
        var order = Enumerable.Range(0, all.Count).ToArray();
        Array.Sort(scores, order);
        return [.. order[^number..].Order().Select(index => all[index])];
    }

    public static ulong Hash(string text) => text.Aggregate(Offset, (hash, letter) => unchecked((hash ^ letter) * Prime));

    private static ulong Mix(ulong value)
    {
        value ^= value >> 12;
        value ^= value << 25;
        value ^= value >> 27;
        return unchecked(value * 2685821657736338717);
    }
}
