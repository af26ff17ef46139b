namespace CniMigration.Simulator.Cloud;

/// <summary>What a cluster is created from.</summary>
public sealed record EksClusterSpec
{
    /// <summary>The cluster's name.</summary>
    public required string Name { get; init; }

    /// <summary>The Kubernetes version.</summary>
    /// <value>Default: 1.33.</value>
    public string Version { get; init; } = "1.33";

    /// <summary>Where its nodes live.</summary>
    /// <value>Default: the subnets of the default network.</value>
    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    /// <summary>The ARN of the role that the control plane assumes.</summary>
    public string RoleArn { get; init; } = "";

    /// <summary>Whether IAM trusts the tokens of its service accounts (eksctl's <c>withOIDC</c>, the component's <c>createOidcProvider</c>).</summary>
    /// <value>Default: true.</value>
    public bool OidcProvider { get; init; } = true;
}

/// <summary>A network, with its address ranges.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Cidrs">Its address ranges, the primary one first.</param>
public sealed record EksVpc(string Id, IReadOnlyList<string> Cidrs);

/// <summary>A subnet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VpcId">The network that it is part of.</param>
/// <param name="Zone">Its availability zone.</param>
/// <param name="Cidr">Its address range.</param>
/// <param name="FreeAddresses">How many of its addresses nobody holds.</param>
public sealed record EksSubnet(string Id, string VpcId, string Zone, string Cidr, int FreeAddresses);

/// <summary>An add-on that EKS manages.</summary>
/// <param name="Name">Its name, such as <c>vpc-cni</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Status">ACTIVE, CREATING, DELETING ...</param>
/// <param name="ConfigurationValues">The JSON that adjusts it, if any.</param>
public sealed record EksAddon(string Name, string Version, string Status, string? ConfigurationValues);
