using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;
using CniMigration.Migration.Changes;
using CniMigration.Tests.Migration.Clusters;
using CniMigration.Tests.Properties.Cases;
using k8s;

namespace CniMigration.Tests.Properties.Clusters;

/// <summary>The cluster of a case: everything is Ready on the old side, and the new side is open.</summary>
internal sealed class CaseCluster : IAsyncDisposable
{
    // Seconds in one second of the wall. A machine that stands still for a moment must not use up anybody's patience.
    private const double SpeedAtFirst = 500;
    private const double Speed = 120;

    private static readonly TimeSpan LongestBeginning = TimeSpan.FromHours(6);

    private readonly MoveCase @case;
    private DateTimeOffset? begun;

    private CaseCluster(MoveCase @case, TestCluster server, BudgetJudge judge) => (this.@case, Server, Judge) = (@case, server, judge);

    public TestCluster Server { get; }

    public BudgetJudge Judge { get; }

    public IApiClient Api => Server.Api;

    public TimeProvider Time => Server.Time;

    /// <summary>Whether somebody has looked after what was sick and what did not end.</summary>
    public bool IsHealed { get; private set; }

    /// <summary>Whether nothing is ever short.</summary>
    public bool HasRoomToSpare => @case is { RoomPercent: >= 400, QuotaSpare: null };

    public static async Task<CaseCluster> StartAsync(MoveCase @case)
    {
        var server = await TestCluster.StartAsync(oldNodes: 0, ciliumNodes: 0, speed: SpeedAtFirst);
        var cluster = new CaseCluster(@case, server, await BudgetJudge.StartAsync(server.Api, server.Time));
        try
        {
            await cluster.FillAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public static string NameOf(int workload) => $"w{workload}";

    /// <summary>The workload of a pod's label; null for one that is not of the case.</summary>
    public WorkloadCase? WorkloadOf(string? app) =>
        app is { Length: > 1 } && int.TryParse(app.AsSpan(1), out var index) && index < @case.Workloads.Length ? @case.Workloads[index] : null;

    /// <summary>The move begins now, and with it what Jobs have left to do.</summary>
    public void Begin() => begun ??= Time.GetUtcNow();

    public void Heal() => IsHealed = true;

    public async Task<IReadOnlyList<T>> ListAsync<T>(ResourceType type)
        where T : class =>
        [.. (await Api.ListAsync(type, null, CancellationToken.None)).Items.Select(item => item.As<T>())];

    /// <summary>What is not as many Ready pods as it wants.</summary>
    public async Task<IReadOnlyList<string>> IncompleteAsync() =>
    [
        .. (await ListAsync<Deployment>(ResourceTypes.Deployments))
            .Where(d => d.Status.ReadyReplicas != d.Spec.Replicas || d.Status.Replicas != d.Spec.Replicas)
            .Select(d => $"Deployment {d.Key} has {d.Status.ReadyReplicas} of {d.Spec.Replicas} Ready, {d.Status.Replicas} in all"),
        .. (await ListAsync<StatefulSet>(ResourceTypes.StatefulSets)).Where(s => s.Status.ReadyReplicas != s.Spec.Replicas)
            .Select(s => $"StatefulSet {s.Key} has {s.Status.ReadyReplicas} of {s.Spec.Replicas} Ready"),
        .. (await ListAsync<DaemonSet>(ResourceTypes.DaemonSets))
            .Where(d => d.Status.NumberReady != d.Status.DesiredNumberScheduled || d.Status.DesiredNumberScheduled == 0)
            .Select(d => $"DaemonSet {d.Key} has {d.Status.NumberReady} of {d.Status.DesiredNumberScheduled} Ready"),
    ];

    /// <summary>Waits for something within a bound; answers whether it came.</summary>
    public Task<bool> ComesAsync(Func<Task<bool>> holds, TimeSpan within) => Waiting.ComesAsync(holds, Time, within);

    /// <summary>The nodes that are cordoned though nobody says why.</summary>
    public async Task<IReadOnlyList<string>> UnexplainedCordonsAsync() =>
    [
        .. (await Server.Client.CoreV1.ListNodeAsync()).Items
            .Where(node => node.Spec.Unschedulable == true && NodeCordoning.RecordOf(node) is null && !IsShut(node.Metadata.Name))
            .Select(node => node.Metadata.Name),
    ];

    public async Task AddAsync(ResourceType type, object model)
    {
        var json = (JsonObject)JsonNode.Parse(KubernetesJson.Serialize(model))!;
        (json["apiVersion"], json["kind"]) = (type.ApiVersion, type.Kind);
        await Api.CreateAsync(type, type.Namespaced ? (string?)json["metadata"]!["namespace"] ?? CaseObjects.Namespace : null, json, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Judge.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>A node like the one of the case, under a name of its own.</summary>
    public Task AddNodeLikeAsync(string node, string name)
    {
        var side = node.Split('-')[0];
        return AddAsync(ResourceTypes.Nodes, CaseObjects.Node(name, side, CaseOf(node)!, side == "old" ? OldCpuMilli : CiliumCpuMilli));
    }

    /// <summary>Whether the node controller has seen that it is Ready.</summary>
    public static bool IsUp(Node node) => node.Spec.Taints.All(taint => taint.Key != "node.kubernetes.io/not-ready");

    /// <summary>Whether somebody else has cordoned it from the beginning.</summary>
    public bool IsShut(string node) => CaseOf(node)?.IsShut == true;

    private NodeCase? CaseOf(string node)
    {
        var (side, number) = (node.Split('-')[0], int.Parse(node.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture));
        var nodes = side == "old" ? @case.OldNodes : @case.CiliumNodes;
        return number <= nodes.Length ? nodes[number - 1] : null;
    }

    private async Task FillAsync()
    {
        (Server.Kubelet.Start, Server.Kubelet.IsStuck, Server.Kubelet.IsFinished) = (TimeSpan.Zero, IsStuck, IsFinished);
        await AddNodesAsync("old", @case.OldNodes, OldCpuMilli);
        for (var index = 0; index < @case.Workloads.Length; index++)
        {
            await AddAsync(NameOf(index), @case.Workloads[index]);
        }

        await BeginsAsync(async () => (await IncompleteAsync()).Count == 0 && await ArePodsAndBudgetsSettledAsync());
        await FinishAsync();
        Server.Time.Speed = Speed;
        Server.Kubelet.Start = TimeSpan.FromSeconds(5);
    }

    private async Task BeginsAsync(Func<Task<bool>> holds)
    {
        if (!await ComesAsync(holds, LongestBeginning))
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, ["The case cannot begin:", .. await ClusterText.OfAsync(this)]));
        }
    }

    private int AskedMilli => @case.Workloads.Sum(w => w.CpuMilli * w.Replicas);

    private int DaemonsMilli => @case.Workloads.Where(w => w.Kind is WorkloadKind.DaemonSet).Sum(w => w.CpuMilli);

    /// <summary>Whatever happens, there is room at home.</summary>
    private int OldCpuMilli => 2 * AskedMilli + DaemonsMilli + 1000;

    private int CiliumCpuMilli => DaemonsMilli + Math.Max(
        @case.Workloads.Select(w => w.CpuMilli).DefaultIfEmpty(100).Max(),
        (AskedMilli * @case.RoomPercent / 100 + @case.CiliumNodes.Length - 1) / @case.CiliumNodes.Length);

    private async Task AddNodesAsync(string side, IReadOnlyList<NodeCase> nodes, int cpuMilli)
    {
        for (var index = 0; index < nodes.Count; index++)
        {
            await AddAsync(ResourceTypes.Nodes, CaseObjects.Node($"{side}-{index + 1}", side, nodes[index], cpuMilli));
        }
    }

    private async Task AddAsync(string name, WorkloadCase workload)
    {
        if (workload.Has(Traits.Volume))
        {
            await AddAsync(ResourceTypes.PersistentVolumes, CaseObjects.Volume(name, workload, @case.OldNodes[0].Zone));
            await AddAsync(ResourceTypes.PersistentVolumeClaims, CaseObjects.Claim(name, workload));
        }

        await (workload.Kind switch
        {
            WorkloadKind.Deployment => AddAsync(ResourceTypes.Deployments, CaseObjects.Deployment(name, workload)),
            WorkloadKind.StatefulSet => AddAsync(ResourceTypes.StatefulSets, CaseObjects.StatefulSet(name, workload)),
            WorkloadKind.DaemonSet => AddAsync(ResourceTypes.DaemonSets, CaseObjects.DaemonSet(name, workload)),
            WorkloadKind.Job => AddAsync(ResourceTypes.Jobs, CaseObjects.Job(name, workload)),
            _ => AddAsync(ResourceTypes.Pods, CaseObjects.BarePod(name, workload)),
        });
        if (workload.Budget is { } budget)
        {
            await AddAsync(ResourceTypes.PodDisruptionBudgets, CaseObjects.Budget(name, name, workload, budget));
        }

        if (workload.Has(Traits.TwoBudgets))
        {
            await AddAsync(ResourceTypes.PodDisruptionBudgets, CaseObjects.Budget($"{name}-too", name, workload, new BudgetCase(false, "50%")));
        }
    }

    private async Task<bool> ArePodsAndBudgetsSettledAsync()
    {
        var pods = await ListAsync<Pod>(ResourceTypes.Pods);
        var wanted = @case.Workloads.Where(w => w.Kind is WorkloadKind.Job or WorkloadKind.BarePod).Sum(w => w.Replicas);
        return pods.All(pod => pod.IsReady)
            && pods.Count(pod => WorkloadOf(pod.Metadata.Labels.GetValueOrDefault("app"))?.Kind is WorkloadKind.Job or WorkloadKind.BarePod) == wanted
            && (await ListAsync<PodDisruptionBudget>(ResourceTypes.PodDisruptionBudgets)).All(budget =>
                budget.Status.ObservedGeneration == budget.Metadata.Generation
                    && budget.Status.CurrentHealthy == WorkloadOf(budget.Name.Split('-')[0])!.Replicas);
    }

    /// <summary>What was not so when the pods began: pauses, a quota, cordons, and the new side, which is open from now on.</summary>
    private async Task FinishAsync()
    {
        for (var index = 0; index < @case.Workloads.Length; index++)
        {
            if (@case.Workloads[index].Has(Traits.Paused))
            {
                await PatchAsync(
                    ResourceTypes.Deployments, CaseObjects.NamespaceOf(@case.Workloads[index]), NameOf(index), new JsonObject { ["paused"] = true });
            }
        }

        if (@case.QuotaSpare is { } spare)
        {
            var there = (await ListAsync<Pod>(ResourceTypes.Pods)).Count(pod => pod.Namespace == CaseObjects.Namespace);
            var daemonsToCome = @case.CiliumNodes.Length * @case.Workloads.Count(workload => workload.Kind is WorkloadKind.DaemonSet);
            await AddAsync(ResourceTypes.ResourceQuotas, CaseObjects.Quota(there + daemonsToCome + spare));
            await BeginsAsync(async () => (await Server.Client.CoreV1.ListResourceQuotaForAllNamespacesAsync()).Items.All(q => q.Status?.Used is not null));
        }

        await AddNodesAsync("cilium", @case.CiliumNodes, CiliumCpuMilli);
        foreach (var node in (await ListAsync<Node>(ResourceTypes.Nodes)).Where(node => IsShut(node.Name)))
        {
            await PatchAsync(ResourceTypes.Nodes, null, node.Name, new JsonObject { ["unschedulable"] = true });
        }

        await BeginsAsync(async () => (await IncompleteAsync()).Count == 0
            && (await ListAsync<Node>(ResourceTypes.Nodes)).All(node => IsUp(node)
                && node.Spec.Taints.Any(taint => taint.Key == "node.kubernetes.io/unschedulable") == IsShut(node.Name)));
    }

    public Task PatchAsync(ResourceType type, string? @namespace, string name, JsonObject spec) =>
        Api.PatchAsync(type, @namespace, name, new JsonObject { ["spec"] = spec }, CancellationToken.None);

    private bool IsStuck(Pod pod)
    {
        if (begun is null || IsHealed || WorkloadOf(pod.Metadata.Labels.GetValueOrDefault("app")) is not { } workload)
        {
            return false;
        }

        return (workload.Has(Traits.Sick) && pod.Status.Phase == "Pending" && !pod.IsDeleting) || (workload.Has(Traits.Lingering) && pod.IsDeleting);
    }

    private bool IsFinished(Pod pod) =>
        begun is { } start && WorkloadOf(pod.Metadata.Labels.GetValueOrDefault("app")) is { Kind: WorkloadKind.Job } job
        && Time.GetUtcNow() >= start + TimeSpan.FromSeconds(job.Seconds) && (IsHealed || !job.Has(Traits.Lingering));
}
