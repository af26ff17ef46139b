using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using k8s.Autorest;
using Pulumi;
using Pulumi.Experimental;

namespace CniMigration.Provider.Operations;

/// <summary>Runs what the engine asked for within its custom timeout, and turns every failure into a message that stands on its own.</summary>
internal sealed class OperationRunner(IEngine engine, ClusterAccess access, TimeProvider time)
{
    /// <summary>Runs it; where it bounds its own waiting by the timeout, that is left to it, as its message says what is missing.</summary>
    public async Task<T> RunAsync<T>(Urn? urn, TimeSpan timeout, bool boundsItself, Func<Operation, Task<T>> run, CancellationToken ct)
    {
        var reporter = new EngineReporter(engine, urn);
        using var bound = timeout > TimeSpan.Zero && !boundsItself ? new CancellationTokenSource(timeout, time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, bound.Token);
        try
        {
            return await run(new Operation(access.Cluster, time, reporter, timeout, either.Token));
        }
        catch (HttpOperationException failure)
        {
            throw ApiFailures.Describe(failure);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
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
}
