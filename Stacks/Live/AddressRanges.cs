using System.Net;
using System.Net.Sockets;

namespace CniMigration.Stacks.Live;

/// <summary>Sets of IPv4 addresses, written as ranges in CIDR notation.</summary>
internal static class AddressRanges
{
    private const int Bits = 32;

    /// <summary>What is written as IPv4 range; the rest is left out, as aws-node does.</summary>
    public static ImmutableArray<string> Valid(IEnumerable<string> ranges) =>
        [.. ranges.Where(range => IPNetwork.TryParse(range, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork).Distinct()];

    /// <summary>The one range that holds the same addresses as these together; none where no single one does.</summary>
    public static string? AsOne(IEnumerable<string> ranges)
    {
        if (Merged(ranges) is not [var (first, last)])
        {
            return null;
        }

        var size = last - first + 1;
        return long.IsPow2(size) && first % size == 0 ? $"{Address(first)}/{Bits - long.Log2(size)}" : null;
    }

    /// <summary>Those of some ranges that others do not cover.</summary>
    public static ImmutableArray<string> NotCovered(IEnumerable<string> ranges, IEnumerable<string> by)
    {
        var covering = Merged(by);
        return
        [
            .. ranges.Where(range => Bounds(range) is var (first, last) && !covering.Any(block => block.First <= first && last <= block.Last)),
        ];
    }

    private static List<(long First, long Last)> Merged(IEnumerable<string> ranges)
    {
        List<(long First, long Last)> merged = [];
        foreach (var (first, last) in ranges.Select(Bounds).Order())
        {
            if (merged is [.., var (start, end)] && first <= end + 1)
            {
                merged[^1] = (start, Math.Max(end, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return merged;
    }

    private static (long First, long Last) Bounds(string range)
    {
        var network = IPNetwork.Parse(range);
        var bytes = network.BaseAddress.GetAddressBytes();
        var first = bytes.Aggregate(0L, (sum, part) => (sum << 8) | part);
        return (first, first + (1L << (Bits - network.PrefixLength)) - 1);
    }

    private static IPAddress Address(long number) => new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
