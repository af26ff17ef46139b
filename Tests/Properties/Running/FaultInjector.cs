using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;
using CniMigration.Tests.Properties.Cases;
using CniMigration.Tests.Properties.Clusters;

namespace CniMigration.Tests.Properties.Running;

/// <summary>Lets the faults of one direction happen at their moments, to whichever life of the mover is on.</summary>
internal sealed class FaultInjector
{
    private readonly CaseCluster cluster;
    private readonly IReadOnlyList<FaultCase> faults;
    private readonly string source;
    private readonly string target;
    private readonly Func<MoverLife?> life;
    private readonly HashSet<FaultKind> struck = [];
    private readonly HashSet<string> disturbed = [];
    private readonly long start;
    private int requests;
    private int writes;

    public FaultInjector(CaseCluster cluster, IEnumerable<FaultCase> faults, string source, string target, Func<MoverLife?> life)
    {
        (this.cluster, this.faults, this.source, this.target, this.life) = (cluster, [.. faults], source, target, life);
        start = cluster.Time.GetTimestamp();
        cluster.Server.Served.Faults = Refusal;
        cluster.Server.Gate.LostAnswers = IsLost;
    }

    /// <summary>Whether the mover was told to go back.</summary>
    public bool HasChangedMind => struck.Contains(FaultKind.ChangeOfMind);

    /// <summary>Whether anything kept the API server from answering.</summary>
    public bool TroublesTheServer => faults.Any(fault => fault.Kind <= FaultKind.ForgottenWatches);

    /// <summary>Whether a node came that was not there when the plan was made.</summary>
    public bool AddsNodes => faults.Any(fault => fault.Kind is FaultKind.NodeJoins or FaultKind.SourceNodeVanishes);

    /// <summary>Whether somebody else took a pod of the workload away or asked for more of them.</summary>
    public bool HasDisturbed(string? app)
    {
        lock (disturbed)
        {
            return app is not null && disturbed.Contains(app);
        }
    }

    /// <summary>Done when all faults are over that happen at a time.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(faults.Where(fault => !fault.EndsTheRun).Select(fault => RunAsync(fault, cancellationToken)));

    private async Task RunAsync(FaultCase fault, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(fault.At), cluster.Time, cancellationToken);
        switch (fault.Kind)
        {
            case FaultKind.Away:
                await CutAsync(stayDown: true);
                break;
            case FaultKind.BrokenWatches or FaultKind.ForgottenWatches:
                await BreakWatchesAsync(fault, cancellationToken);
                return;
            case FaultKind.UnreadyPod:
                await DisturbAsync(fault, cancellationToken);
                return;
            case FaultKind.NodeJoins:
                await cluster.AddAsync(ResourceTypes.Nodes, CaseObjects.Node($"{source}-99", source, new NodeCase(), 8000));
                return;
            case FaultKind.Scale:
                await ScaleAsync();
                return;
            case FaultKind.SourceNodeVanishes or FaultKind.TargetNodeVanishes:
                await LoseNodeAsync(fault, cancellationToken);
                return;
        }

        await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), cluster.Time, cancellationToken);
        life()?.Wire.Mend();
    }

    private Task CutAsync(bool stayDown) => life() is { HasEnded: false } now ? now.Wire.CutAsync(stayDown) : Task.CompletedTask;

    private async Task BreakWatchesAsync(FaultCase fault, CancellationToken cancellationToken)
    {
        while (Elapsed < fault.At + fault.Seconds)
        {
            if (fault.Kind is FaultKind.ForgottenWatches)
            {
                cluster.Server.Compact();
            }

            await CutAsync(stayDown: false);
            await Task.Delay(TimeSpan.FromSeconds(5), cluster.Time, cancellationToken);
        }
    }

    private async Task DisturbAsync(FaultCase fault, CancellationToken cancellationToken)
    {
        var ready = (await cluster.ListAsync<Pod>(ResourceTypes.Pods))
            .Where(pod => pod is { IsReady: true, IsActive: true } && IsOfAWorkload(pod))
            .OrderBy(pod => pod.Key, StringComparer.Ordinal)
            .ToList();
        if (ready.Count == 0)
        {
            return;
        }

        var pod = ready[fault.At % ready.Count];
        Disturbed(pod.Metadata.Labels["app"]);
        await SetReadyAsync(pod, "False");
        await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), cluster.Time, cancellationToken);
        await SetReadyAsync(pod, "True");
    }

    private async Task LoseNodeAsync(FaultCase fault, CancellationToken cancellationToken)
    {
        var loss = new NodeLoss(cluster);
        if (await loss.StrikeAsync(fault.Kind is FaultKind.SourceNodeVanishes ? source : target, fault.At, Disturbed) is { } lost)
        {
            await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), cluster.Time, cancellationToken);
            await loss.ReplaceAsync(lost, sameName: fault.Seconds % 2 == 0);
        }
    }

    private void Disturbed(string app)
    {
        lock (disturbed)
        {
            disturbed.Add(app);
        }
    }

    private bool IsOfAWorkload(Pod pod) =>
        cluster.WorkloadOf(pod.Metadata.Labels.GetValueOrDefault("app"))?.Kind is WorkloadKind.Deployment or WorkloadKind.StatefulSet;

    private async Task SetReadyAsync(Pod pod, string status)
    {
        if (await cluster.Api.GetAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, CancellationToken.None) is not { } live || live.Uid != pod.Uid)
        {
            return;
        }

        var conditions = (JsonArray)live.ToJson()["status"]!["conditions"]!.DeepClone();
        foreach (var condition in conditions.OfType<JsonObject>().Where(condition => (string?)condition["type"] == "Ready"))
        {
            condition["status"] = status;
        }

        await cluster.Api.PatchAsync(
            ResourceTypes.Pods, pod.Namespace, pod.Name, new JsonObject { ["status"] = new JsonObject { ["conditions"] = conditions } }, CancellationToken.None,
            "status");
    }

    private async Task ScaleAsync()
    {
        // One whose new pod finds a place.
        const Traits Choosy = Traits.OnePerNode | Traits.HostPort | Traits.Spread | Traits.PoliteSpread | Traits.Volume;
        if ((await cluster.ListAsync<Deployment>(ResourceTypes.Deployments)).FirstOrDefault(d =>
            cluster.HasRoomToSpare && (cluster.WorkloadOf(d.Name)!.Traits & Choosy) == 0) is { } first)
        {
            Disturbed(first.Name);
            await cluster.PatchAsync(ResourceTypes.Deployments, first.Namespace, first.Name, new JsonObject { ["replicas"] = first.Spec.Replicas + 1 });
        }
    }

    private double Elapsed => cluster.Time.GetElapsedTime(start).TotalSeconds;

    private bool IsOn(FaultKind kind) => faults.Any(fault => fault.Kind == kind && Elapsed >= fault.At && Elapsed < fault.At + fault.Seconds);

    /// <summary>Two of three requests fail while it lasts.</summary>
    private RequestFault? Refusal(RequestInfo request)
    {
        if (Interlocked.Increment(ref requests) % 3 == 0)
        {
            return null;
        }

        return IsOn(FaultKind.TooManyRequests) ? RequestFault.TooManyRequests(retryAfterSeconds: 2)
            : IsOn(FaultKind.Throttled) ? new RequestFault(new ApiException(429, "TooManyRequests", "slow down"))
            : IsOn(FaultKind.InternalErrors) ? RequestFault.Failing
            : IsOn(FaultKind.Unavailable) ? new RequestFault(new ApiException(503, "ServiceUnavailable", "no endpoint is there"))
            : IsOn(FaultKind.DroppedConnections) ? RequestFault.Drop
            : null;
    }

    private bool IsLost(RequestInfo request)
    {
        if (request.User.Name != "mover" || request.Verb is not ("create" or "update" or "patch" or "delete"))
        {
            return false;
        }

        var number = Interlocked.Increment(ref writes);
        foreach (var fault in faults.Where(fault => fault.EndsTheRun && fault.At == number))
        {
            struck.Add(fault.Kind);
            _ = fault.Kind is FaultKind.Kill ? life()?.KillAsync() : life()?.CancelAsync();
            return fault.Kind is FaultKind.Kill;
        }

        return number % 2 == 0 && IsOn(FaultKind.LostAnswers);
    }
}
