using System.Collections.Concurrent;
using System.Globalization;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Kubelet;

/// <summary>A kubelet without containers: it registers its node, says how it is, and lives its pods' lives in the API.</summary>
internal sealed class HollowNode(ClusterContext cluster, NodeNetwork network, NodeSettings settings, PodPrograms programs) : IDisposable
{
    private const string LeaseNamespace = "kube-node-lease";

    private readonly ConcurrentDictionary<string, PodWorker> workers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    private string Name => network.Instance.NodeName;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var client = cluster.Api.Client;
        var created = await client.CreateAsync(ResourceTypes.Nodes, null, NodeObject.Create(cluster, network.Instance, settings), cancellationToken);
        await client.CreateAsync(ResourceTypes.Leases, LeaseNamespace, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = Name, ["uid"] = created.Uid }),
            },
            ["spec"] = new JsonObject { ["holderIdentity"] = Name, ["leaseDurationSeconds"] = 40, ["renewTime"] = Now() },
        }, cancellationToken);
        network.ConfigurationChanged += ReportLater;
        await ReportAsync(cancellationToken);
        _ = cluster.Work.Start($"heartbeat of {Name}", HeartbeatAsync);
    }

    /// <summary>The machine goes: heartbeats and programs stop, nobody tidies up, and the control plane finds that nobody reports any more.</summary>
    public void Stop()
    {
        network.ConfigurationChanged -= ReportLater;
        _ = stopping.CancelAsync();
        if (cluster.NoticesSilence)
        {
            return;
        }

        _ = cluster.Work.Start($"silence of {Name}", token => cluster.Api.ChangeAsync(ResourceTypes.Nodes, null, Name, null,
            body => NodeObject.SetSilent(body.Section("status"), cluster.Clock.GetUtcNow()), token, "status"));
    }

    public void Dispose() => stopping.Dispose();

    public void Observe(Change<Pod> change)
    {
        if (change.New is not { } pod)
        {
            if (workers.TryGetValue(change.Latest.Uid, out var left))
            {
                left.Vanish();
            }

            return;
        }

        if (workers.TryGetValue(pod.Uid, out var worker))
        {
            worker.Observe(pod);
        }
        else if (!pod.IsFinished && !stopping.IsCancellationRequested)
        {
            Begin(pod);
        }
    }

    private void Begin(Pod pod)
    {
        var worker = new PodWorker(cluster, network, pod, programs.For(pod));
        if (!workers.TryAdd(pod.Uid, worker))
        {
            worker.Dispose();
            return;
        }

        worker.Observe(pod);
        _ = cluster.Work.Start($"pod {pod.Key} on {Name}", async token =>
        {
            using var node = CancellationTokenSource.CreateLinkedTokenSource(token, stopping.Token);
            await worker.RunAsync(node.Token);
            workers.TryRemove(pod.Uid, out _);
            worker.Dispose();
        });
    }

    private async Task HeartbeatAsync(CancellationToken shutdown)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(shutdown, stopping.Token);
        try
        {
            while (true)
            {
                // By the clock, which is the node controller's too: it is not simulated time that makes a lease stale.
                await Task.Delay(cluster.Timings.Heartbeat, cluster.Clock, either.Token);
                await cluster.Api.ChangeAsync(ResourceTypes.Leases, LeaseNamespace, Name, null,
                    body => body.Section("spec")["renewTime"] = Now(), either.Token);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return;
        }
    }

    private void ReportLater() => cluster.Work.Start($"status of {Name}", ReportAsync);

    private Task ReportAsync(CancellationToken cancellationToken) => cluster.Api.ChangeAsync(ResourceTypes.Nodes, null, Name, null, body =>
    {
        var status = body.Section("status");
        if (!status.ContainsKey("capacity"))
        {
            NodeObject.SetStatus(status, cluster, network.Instance, settings);
        }

        NodeObject.SetConditions(status, cluster.Clock.GetUtcNow(), network.InCharge != CniKind.None);
    }, cancellationToken, "status");

    private string Now() => cluster.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
