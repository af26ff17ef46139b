using CniMigration.Migration.Changes;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>
/// Looks after the nodes while workloads move: one that comes to the source is cordoned as soon as it shows up, one that comes to the old side is
/// labelled as those beside it are, and one that somebody opens is cordoned again. Who opens it again and again is not fought, but named.
/// </summary>
internal sealed class SourceKeeper : IAsyncDisposable
{
    private const int MostTimes = 3;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly MoveContext context;
    private readonly NodeCordoning cordoning;
    private readonly NodeLabels labels;
    private readonly Dictionary<string, int> opened = [];
    private readonly Dictionary<string, string> lost = [];
    private readonly Dictionary<(string Owner, string Stage), Dictionary<string, string>> onRecord = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private (IReadOnlyList<V1Node> Old, IReadOnlyList<V1Node> Cilium) looked;
    private Task? looking;

    internal SourceKeeper(MoveContext context, NodeCordoning cordoning)
    {
        (this.context, this.cordoning) = (context, cordoning);
        labels = new NodeLabels(context.Client, context.Time, context.Reporter);
    }

    /// <summary>Cordons the source, and keeps it so from now on; nothing where no side is left.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        if (context.Request.SourceSelector is { } source)
        {
            await CordonAsync(source, cancellationToken);
            looking = RunAsync(source, stopping.Token);
        }
    }

    /// <summary>What to tell of the nodes that could not be kept shut; null when all could.</summary>
    internal string? Complaint
    {
        get
        {
            lock (gate)
            {
                return lost.Count == 0 ? null : string.Join("; ", lost.OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => node.Value));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (looking is not null)
        {
            await looking;
        }

        stopping.Dispose();
    }

    private async Task RunAsync(string source, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var seen = context.Cluster.Changes.Version;
                var now = (context.Cluster.OldNodes.All, context.Cluster.CiliumNodes.All);
                if (now != looked)
                {
                    looked = now;
                    await LookAsync(source, cancellationToken);
                }

                await context.Wait.NextAsync(seen, LongestSilence, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The move is over.
        }
        catch (Exception failure)
        {
            // The move waits for changes: it ends with the cause.
            context.Cluster.Changes.Fail(failure);
        }
    }

    private async Task LookAsync(string source, CancellationToken cancellationToken)
    {
        if (Unlabelled() is { } missing)
        {
            await labels.ApplyAsync(missing.Owner, missing.Stage, context.Request.OldNodeSelector, missing.Labels, cancellationToken);
        }

        if (context.Snapshot().Source(context.Request.Destination).Any(node => !node.IsCordoned() && !lost.ContainsKey(node.Metadata.Name)))
        {
            await CordonAsync(source, cancellationToken);
        }
    }

    private async Task CordonAsync(string source, CancellationToken cancellationToken)
    {
        var open = await cordoning.CordonTheRestAsync(source, context.Request.Owner, context.Request.Stage, cancellationToken, lost.Keys.ToHashSet());
        foreach (var node in open.Where(node => NodeCordoning.RecordOf(node) is not null))
        {
            Opened(node);
        }
    }

    private void Opened(V1Node node)
    {
        var name = node.Metadata.Name;
        var who = FieldManagers.OtherManagerOf(node.Metadata, "spec", "unschedulable") ?? "somebody";
        opened[name] = opened.GetValueOrDefault(name) + 1;
        if (opened[name] < MostTimes)
        {
            context.Reporter.Warn($"Node {name}, which workloads leave, was opened by {who}; it is cordoned again.");
            return;
        }

        context.Reporter.Warn($"Node {name} was opened by {who} again and again while workloads leave it; it is left open.");
        lock (gate)
        {
            lost[name] = $"{who} opens node {name} as often as it is cordoned";
        }
    }

    /// <summary>What the old nodes have, or had, on record as their labels and some of them lack: those came after the labelling.</summary>
    private (string Owner, string Stage, Dictionary<string, string> Labels)? Unlabelled()
    {
        var nodes = context.Cluster.OldNodes.All;
        foreach (var record in nodes.SelectMany(node => NodeLabels.RecordsOf(node)).Select(entry => entry.Record))
        {
            var of = (record.Owner, record.Stage);
            (onRecord.TryGetValue(of, out var known) ? known : onRecord[of] = [])[record.Text("key")!] = record.Text("value")!;
        }

        foreach (var ((owner, stage), wanted) in onRecord)
        {
            if (nodes.Any(node => !NodeLabels.RecordsOf(node).Any() && wanted.Any(label => node.Label(label.Key) != label.Value)))
            {
                return (owner, stage, wanted);
            }
        }

        return null;
    }
}
