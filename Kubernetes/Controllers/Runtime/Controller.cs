namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>
/// A level-triggered loop: events only name what to look at, and <see cref="ReconcileAsync"/> compares what is with what should be.
/// What it throws is reported and tried again, ever more slowly. Lost races (a conflict, an object that has just gone or come) are part of the
/// API's contract and only tried again.
/// </summary>
internal abstract class Controller(ControllerContext context) : IDisposable
{
    private const int LostRacesThatAreNormal = 10;
    private readonly Backoff backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));

    protected ControllerContext Context { get; } = context;

    protected ClusterCache Cache => Context.Cache;

    protected WorkQueue<string> Queue { get; } = new(context.Clock);

    public abstract string Name { get; }

    /// <summary>How many keys are worked on at once.</summary>
    protected virtual int Workers => 1;

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(cancellationToken)));

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract Task ReconcileAsync(string key, CancellationToken cancellationToken);

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Queue.Dispose();
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            string key;
            try
            {
                key = await Queue.TakeAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            await StepAsync(key, cancellationToken);
        }
    }

    private async Task StepAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await ReconcileAsync(key, cancellationToken);
            backoff.Forget(key);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (ApiException exception) when (exception.Code == 403 && IsInEndingNamespace(key))
        {
            backoff.Forget(key);
        }
        catch (ApiException exception) when (IsLostRace(exception) && backoff.Attempts(key) < LostRacesThatAreNormal)
        {
            Queue.AddAfter(key, backoff.Next(key));
        }
        catch (Exception exception)
        {
            Context.OnFailure(new ControllerFailure(Name, key, exception));
            Queue.AddAfter(key, backoff.Next(key));
        }
        finally
        {
            Queue.Done(key);
        }
    }

    private static bool IsLostRace(ApiException exception) => exception.IsConflict || exception.IsNotFound || exception.IsAlreadyExists;

    /// <summary>Nothing can be created any more in a namespace that is being deleted, and nothing needs to be.</summary>
    private bool IsInEndingNamespace(string key) =>
        key.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Cache.Namespaces.Find(key[..slash])?.IsDeleting != false;
}
