namespace CniMigration.Migration.Clusters;

/// <summary>Which version of Eviction a server takes: policy/v1beta1 before 1.22, policy/v1 since. A server refuses the one that it does not know.</summary>
internal static class EvictionVersion
{
    internal static async Task<string> DiscoverAsync(IKubernetes client, CancellationToken cancellationToken)
    {
        var resources = await client.CoreV1.GetAPIResourcesAsync(cancellationToken);
        return resources.Resources.FirstOrDefault(r => r.Name == "pods/eviction") is { } eviction
            ? $"{eviction.Group}/{eviction.Version}"
            : throw new GateFailedException("The API server offers no pods/eviction, so budgets cannot be kept. Nothing was evicted.");
    }
}
