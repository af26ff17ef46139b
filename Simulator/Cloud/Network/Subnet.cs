using System.Globalization;
using System.Net;

namespace CniMigration.Simulator.Cloud.Network;

/// <summary>A subnet and who holds its addresses.</summary>
internal sealed class Subnet
{
    /// <summary>What EC2 calls the refusal of an address.</summary>
    public const string OutOfAddresses = "InsufficientFreeAddressesInSubnet";

    // The first four addresses and the last one are AWS's own.
    private const int ReservedAtStart = 4;
    private const int Reserved = ReservedAtStart + 1;

    private readonly Lock gate = new();
    private readonly HashSet<uint> taken = [];
    private readonly Ids ids;
    private readonly uint start;
    private readonly int size;

    public Subnet(string id, string vpcId, string zone, string cidr, Ids ids)
    {
        (Id, VpcId, Zone, Cidr, this.ids) = (id, vpcId, zone, cidr, ids);
        var slash = cidr.IndexOf('/', StringComparison.Ordinal);
        start = ToNumber(cidr[..slash]);
        size = 1 << (32 - int.Parse(cidr.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public string Id { get; }

    public string VpcId { get; }

    public string Zone { get; }

    public string Cidr { get; }

    /// <summary>Whether somebody else holds every address that would be free.</summary>
    public Func<bool> IsCrowded { get; init; } = () => false;

    public int FreeAddresses
    {
        get
        {
            lock (gate)
            {
                return IsCrowded() ? 0 : size - Reserved - taken.Count;
            }
        }
    }

    /// <summary>Takes addresses: all that were asked for, or none.</summary>
    public IReadOnlyList<string> Take(int count)
    {
        lock (gate)
        {
            if (FreeAddresses is var free && free < count)
            {
                throw new EksException(OutOfAddresses,
                    $"The specified subnet does not have enough free addresses to satisfy the request: {Id} has {free}, {count} were asked for.");
            }

            var addresses = new List<string>(count);
            while (addresses.Count < count)
            {
                addresses.Add(ToText(TakeOne()));
            }

            return addresses;
        }
    }

    public void Release(string address)
    {
        lock (gate)
        {
            taken.Remove(ToNumber(address));
        }
    }

    private uint TakeOne()
    {
        var usable = size - Reserved;
        var offset = ids.Below(usable);
        while (!taken.Add(start + ReservedAtStart + (uint)offset))
        {
            offset = (offset + 1) % usable;
        }

        return start + ReservedAtStart + (uint)offset;
    }

    private static uint ToNumber(string address)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    private static string ToText(uint address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
}
