using CniMigration.Migration.Errors;
using k8s.Autorest;

namespace CniMigration.Migration.Clusters;

/// <summary>Read, decide, patch under a precondition; when someone else was faster, all of it again.</summary>
internal static class ConflictRetry
{
    private const int Attempts = 8;

    public static async Task<T> RunAsync<T>(string target, TimeProvider clock, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var count = 1; ; count++)
        {
            try
            {
                return await attempt();
            }
            catch (HttpOperationException failure) when (failure.IsConflict() && count < Attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 * count * count), clock, cancellationToken);
            }
            catch (HttpOperationException failure) when (failure.IsConflict())
            {
                throw new MigrationException(
                    $"{target} changed under every one of {Attempts} attempts to patch it: another controller writes it all the time. " +
                    "See `kubectl get --show-managed-fields` for who, pause it, and run again.", failure);
            }
        }
    }
}
