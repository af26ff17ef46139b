namespace CniMigration.Simulator.Cloud.Compute;

/// <summary>What matters of an instance type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cpus">Virtual CPUs.</param>
/// <param name="MemoryGiB">Memory.</param>
/// <param name="Interfaces">How many network interfaces it may have.</param>
/// <param name="AddressesPerInterface">How many addresses each of them may have, its own included.</param>
internal sealed record InstanceType(string Name, int Cpus, int MemoryGiB, int Interfaces, int AddressesPerInterface)
{
    private static readonly InstanceType[] Known =
    [
        new("t3.medium", 2, 4, 3, 6),
        new("t3.large", 2, 8, 3, 12),
        new("m5.large", 2, 8, 3, 10),
        new("m5.xlarge", 4, 16, 4, 15),
        new("m5.2xlarge", 8, 32, 4, 15),
        new("m6i.large", 2, 8, 3, 10),
        new("m6i.xlarge", 4, 16, 4, 15),
        new("c5.large", 2, 4, 3, 10),
        new("c5.xlarge", 4, 8, 4, 15),
        new("r5.large", 2, 16, 3, 10),
    ];

    /// <summary>As many pods as there are addresses for, and the two that need none (aws-node, kube-proxy).</summary>
    public int MaxPods => (Interfaces * (AddressesPerInterface - 1)) + 2;

    public static InstanceType Find(string name) => Known.FirstOrDefault(type => type.Name == name)
        ?? throw EksException.NotModelled($"the instance type {name}; it knows {string.Join(", ", Known.Select(type => type.Name))}");
}
