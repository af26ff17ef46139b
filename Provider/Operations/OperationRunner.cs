using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using k8s.Autorest;
using Pulumi;

namespace CniMigration.Provider.Operations;

/// <summary>Runs what the engine asked for within its custom timeout, and turns every failure into a message that stands on its own.</summary>
internal sealed class OperationRunner(IEngine engine, ClusterAccess access, TimeProvider time)
{
    /// <summary>What is cancelled ends at once as a rule. What does not listen is left to end by itself: it can send nothing any more.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    /// <summary>Runs it; where it bounds its own waiting by the timeout, that is left to it, as its message says what is missing.</summary>
    public async Task<T> RunAsync<T>(Urn? urn, TimeSpan timeout, bool boundsItself, Func<Operation, Task<T>> run, CancellationToken cancellationToken)
    {
        var reporter = new EngineReporter(engine, urn);
        using var bound = timeout > TimeSpan.Zero && !boundsItself ? new CancellationTokenSource(timeout, time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        try
        {
            // What blocks hears of no cancellation meanwhile.
            return await EndedAsync(
                Task.Run(() => run(new Operation(access.Cluster, time, reporter, timeout, either.Token)), CancellationToken.None), either.Token);
        }
        catch (HttpOperationException failure)
        {
            throw ApiFailures.Describe(failure);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The SDK answers this very type with the status Cancelled, and any other with Internal.
            throw new TaskCanceledException("Cancelled. What was done is on record in the cluster; running again resumes there.");
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            throw new WaitTimedOutException(
                $"Not done within the resource's custom timeout of {timeout.TotalSeconds:0} s. What was done is on record in the cluster: " +
                "raise the timeout, or run again to resume there.");
        }
        catch (OperationCanceledException silent)
        {
            throw new ClusterUnreachableException(
                $"The API server at {access.Cluster.BaseUri} took a request and never answered it. " +
                "Check the network between here and there, and run again.",
                silent);
        }
        finally
        {
            await reporter.FlushAsync();
        }
    }

    private static async Task<T> EndedAsync<T>(Task<T> running, CancellationToken cancelled)
    {
        try
        {
            return await running.WaitAsync(cancelled);
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            // It may still have something to put in order.
        }
        try
        {
            return await running.WaitAsync(LastWords, TimeProvider.System, CancellationToken.None);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            throw new OperationCanceledException(cancelled);
        }
    }
}
