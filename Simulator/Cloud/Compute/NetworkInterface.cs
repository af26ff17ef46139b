using CniMigration.Simulator.Cloud.Network;

namespace CniMigration.Simulator.Cloud.Compute;

/// <summary>An elastic network interface on an instance. The first address is its own; pods get the others.</summary>
internal sealed record NetworkInterface(string Id, int Index, Subnet Subnet, IReadOnlyList<string> SecurityGroups, IReadOnlyList<string> Addresses)
{
    public IEnumerable<string> PodAddresses => Addresses.Skip(1);
}
