using System.Globalization;
using CniMigration.Benchmarks.Moves.Results;
using CniMigration.Benchmarks.Moves.Rivals;
using CniMigration.Benchmarks.Moves.Watching;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Benchmarks.Moves;

/// <summary>Starts a fresh server for every cell, fills it, lets the rival loose, and measures until all has moved or nothing moves any more.</summary>
internal sealed class MoveBenchmark(MoveBenchmarkOptions options, TimeProvider clock, Action<string> say)
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>How long a rival may go on once everything has moved.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(30);

    public async Task<MoveResult> RunAsync(MoveCell cell, CancellationToken cancellationToken)
    {
        await using var server = await MoveServer.StartAsync(cell.Server, cell.Rates, cancellationToken);
        using var api = new ApiConnection(server.Endpoint, server.Token, server.AuthorityPem);
        using var rivals = new ApiConnection(server.Endpoint, server.Token, server.AuthorityPem);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var observer = new MoveObserver(cell.Plan, clock);
        var nodes = new HollowNodes(api, cell.Plan, clock, stopping.Token);
        var watching = new PodWatch(api, nodes, observer).RunAsync(stopping.Token);
        var broken = Task.WhenAny(watching, nodes.Failure).Unwrap();
        try
        {
            await (await Task.WhenAny(new ClusterSetup(api, cell.Plan, observer, clock).RunAsync(cancellationToken), broken));
            (nodes.StartTime, nodes.EndTime) = (StartTime, EndTime);
            await MachineLoad.UntilBelowAsync(options.MaxLoad, clock, cancellationToken);
            return await MeasureAsync(cell, rivals, observer, broken, cancellationToken);
        }
        finally
        {
            await stopping.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<MoveResult> MeasureAsync(MoveCell cell, ApiConnection rivals, MoveObserver observer, Task broken, CancellationToken cancellationToken)
    {
        await using var proxy = await CountingProxy.StartAsync(rivals, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("moves-");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
            await File.WriteAllTextAsync(kubeconfig, proxy.Kubeconfig, cancellationToken);
            var load = MachineLoad.Now;
            var context = new RivalContext(cell.Plan, new Kubectl(options.Kubectl, kubeconfig, folder.FullName), proxy.Kubeconfig,
                text => say(string.Create(CultureInfo.InvariantCulture, $"{observer.Elapsed.TotalSeconds,6:0.0} s: {text}")));
            observer.Begin();
            var running = cell.Rival.RunAsync(context, ending.Token);
            var failure = await WatchAsync(running, observer, broken, cancellationToken);
            await ending.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new MoveResult
            {
                Cell = cell,
                Seconds = observer.Done.IsCompleted ? observer.Elapsed.TotalSeconds : null,
                BoundSeconds = LowerBound.Of(cell.Plan, StartTime, EndTime, cell.Rates)?.TotalSeconds,
                Requests = proxy.Requests,
                Writes = proxy.Writes,
                Evictions = proxy.Evictions,
                BudgetViolations = observer.BudgetViolations,
                BelowReplicasPodSeconds = observer.BelowReplicasPodSeconds,
                Arrived = observer.Arrived,
                Pods = observer.Pods,
                Load = load,
                Failure = failure,
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Returns null when all has moved and the rival has ended; else what happened instead.</summary>
    private async Task<string?> WatchAsync(Task running, MoveObserver observer, Task broken, CancellationToken cancellationToken)
    {
        while (!observer.Done.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAny(observer.Done, broken, Task.Delay(Beat, clock, cancellationToken));
            if (broken.IsCompleted)
            {
                await broken;
            }

            if (running is { IsFaulted: true, Exception.InnerException: { } failure })
            {
                return $"failed: {failure.Message}";
            }

            if (observer.Silence > options.DeadlockAfter)
            {
                return $"deadlock: nothing moved for {options.DeadlockAfter.TotalSeconds:0} s";
            }
        }

        var first = await Task.WhenAny(running, Task.Delay(Afterwards, clock, cancellationToken));
        return first != running ? $"did not end within {Afterwards.TotalSeconds:0} s of the move"
            : running is { IsFaulted: true, Exception.InnerException: { } late } ? $"failed: {late.Message}" : null;
    }
}

/// <param name="Kubectl">The program that rivals run.</param>
/// <param name="DeadlockAfter">How long nothing may move before a rival counts as one that never ends.</param>
/// <param name="MaxLoad">The machine's load average above which a cell waits for a quieter moment.</param>
internal sealed record MoveBenchmarkOptions(string Kubectl, TimeSpan DeadlockAfter, double MaxLoad);
