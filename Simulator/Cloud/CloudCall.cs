namespace CniMigration.Simulator.Cloud;

/// <summary>A request that the cloud was sent and that changes something.</summary>
/// <param name="Operation">The operation, such as <c>UpdateNodegroupConfig</c>.</param>
/// <param name="Target">What it was about, such as a node group's name.</param>
/// <param name="At">When it came.</param>
public sealed record CloudCall(string Operation, string Target, DateTimeOffset At);
