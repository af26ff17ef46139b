using System.Collections.Immutable;

namespace CniMigration.Simulator.Cloud.Network;

/// <summary>The account's one network: a private subnet in each of two zones, as eksctl lays it out.</summary>
internal sealed class VpcNetwork
{
    private static readonly string[] DefaultCidrs = ["192.168.96.0/19", "192.168.128.0/19"];

    public VpcNetwork(string region, Ids ids, IReadOnlyList<string>? cidrs = null, Func<bool>? isCrowded = null)
    {
        Id = ids.Next("vpc-");
        // us-west-1 shows most accounts its zones a and c; other regions have a and b.
        string[] zones = region == "us-west-1" ? ["a", "c"] : ["a", "b"];
        Subnets =
        [
            .. zones.Zip(cidrs ?? DefaultCidrs, (zone, cidr) => new Subnet(ids.Next("subnet-"), Id, region + zone, cidr, ids)
            {
                IsCrowded = isCrowded ?? (() => false),
            }),
        ];
        SecurityGroups = new SecurityGroups(ids);
    }

    public string Id { get; }

    public static string Cidr => "192.168.0.0/16";

    /// <summary>Its ranges, the primary one first.</summary>
    public ImmutableList<string> Cidrs { get; private set; } = [Cidr];

    public IReadOnlyList<Subnet> Subnets { get; }

    public SecurityGroups SecurityGroups { get; }

    /// <summary>Gives it one more range.</summary>
    public void Associate(string cidr) => Cidrs = Cidrs.Add(cidr);

    public Subnet Subnet(string id) => Subnets.FirstOrDefault(subnet => subnet.Id == id)
        ?? throw new EksException("InvalidSubnetID.NotFound", $"The subnet ID '{id}' does not exist.");
}
