namespace CniMigration.Migration.Connectivity;

/// <summary>One quick look at whether the pod network is healthy, taken between moves.</summary>
public interface IConnectivitySample
{
    /// <summary>What is wrong, in words for a user; null when nothing is.</summary>
    Task<string?> ComplaintAsync(CancellationToken cancellationToken);
}
