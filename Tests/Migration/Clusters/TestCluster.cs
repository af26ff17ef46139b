using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;
using CniMigration.Simulator.Nodes.Cilium;
using CniMigration.Simulator.Time;
using CniMigration.Tests.Kubernetes;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Clusters;

/// <summary>An API server with its controllers and hollow nodes, reached by the client that the engine uses.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly ApiServer server;
    private readonly ControllerManager controllers;
    private readonly ConcurrentQueue<Exception> failures = new();

    private TestCluster(ApiServer server, ControllerManager controllers, ScaledTimeProvider time)
    {
        this.server = server;
        this.controllers = controllers;
        Time = time;
        server.Tokens.Add("admin", new UserInfo("admin", ["system:authenticated", "system:masters"]));
        server.Tokens.Add("mover", new UserInfo("mover", ["system:authenticated", "system:masters"]));
        Api = new InProcessClient(server.Core, "test");
        Client = ClusterConnection.Open(server.Kubeconfig("admin"), time);
        Mover = Open(Wire);
        Served = new ServedRequests(server.Core.Gate, "mover");
        Kubelet = new HollowKubelet(new InProcessClient(server.Core, "kubelet"), time, failures.Enqueue, beat: TimeSpan.FromMilliseconds(500))
        {
            Start = TimeSpan.FromSeconds(5),
            Stop = TimeSpan.FromSeconds(2),
            WaitsForVolumes = true,
        };
    }

    public ScaledTimeProvider Time { get; }

    public IKubernetes Client { get; }

    /// <summary>A client without the wire, for what a test does by itself.</summary>
    public IApiClient Api { get; }

    /// <summary>Where faults are let in.</summary>
    public RequestGate Gate => server.Core.Gate;

    public string Kubeconfig(string user) => server.Kubeconfig(user);

    /// <summary>A client of its own for what is under test: its requests are counted at the server, and its connections can be cut.</summary>
    public IKubernetes Mover { get; }

    public CutWire Wire { get; } = new();

    public ServedRequests Served { get; }

    public HollowKubelet Kubelet { get; }

    public Log Reporter { get; } = new();

    public static async Task<TestCluster> StartAsync(int oldNodes = 2, int ciliumNodes = 2, IPodNetwork? network = null, double speed = 150)
    {
        var time = new ScaledTimeProvider(speed);
        var server = await ApiServer.StartAsync(new ApiServerOptions { Clock = time, PodNetwork = network }, CancellationToken.None);
        var controllers = await ControllerManager.StartAsync(
            new InProcessClient(server.Core, "controllers"), time, new ControllerManagerOptions { OnFailure = _ => { } }, CancellationToken.None);
        var cluster = new TestCluster(server, controllers, time);
        foreach (var (side, count) in new[] { ("old", oldNodes), ("cilium", ciliumNodes) })
        {
            for (var i = 1; i <= count; i++)
            {
                await cluster.AddNodeAsync($"{side}-{i}", side);
            }
        }

        await cluster.Client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = "team" } });
        return cluster;
    }

    /// <summary>A client that is counted as the mover's, over wires of its own.</summary>
    public IKubernetes Open(params DelegatingHandler[] wires) => ClusterConnection.Open(server.Kubeconfig("mover"), Time, wires);

    /// <summary>Forgets, for all kinds, what changed until now, as etcd's compaction does: a watch that asks for it again gets 410.</summary>
    public void Compact()
    {
        foreach (var type in ResourceTypes.All)
        {
            server.Core.Store.Events(type).Compact(server.Core.Store.Revision);
        }
    }

    public Task AddNodeAsync(string name, string side, string cpu = "2")
    {
        var room = new Dictionary<string, ResourceQuantity> { ["cpu"] = cpu, ["memory"] = "8Gi", ["pods"] = "29" };
        return Client.CoreV1.CreateNodeAsync(new V1Node
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string> { ["side"] = side, ["kubernetes.io/hostname"] = name, ["topology.kubernetes.io/zone"] = "a" },
            },
            Spec = new V1NodeSpec { Unschedulable = side == "cilium" ? true : null },
            Status = new V1NodeStatus
            {
                Capacity = room,
                Allocatable = room,
                Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }],
            },
        });
    }

    public Task AddAsync(V1Deployment deployment)
    {
        deployment.Status = null;
        deployment.Metadata.Uid = null;
        foreach (var container in deployment.Spec.Template.Spec.Containers)
        {
            container.Image ??= "app:1";
        }

        return Client.AppsV1.CreateNamespacedDeploymentAsync(deployment, deployment.Metadata.NamespaceProperty);
    }

    public Task AddAsync(V1PodDisruptionBudget budget) =>
        Client.PolicyV1.CreateNamespacedPodDisruptionBudgetAsync(budget, budget.Metadata.NamespaceProperty);

    /// <summary>Lets so many pods be in the namespace, and no more.</summary>
    public Task AddQuotaAsync(string name, int pods) => Client.CoreV1.CreateNamespacedResourceQuotaAsync(
        new V1ResourceQuota
        {
            Metadata = new V1ObjectMeta { Name = name },
            Spec = new V1ResourceQuotaSpec { Hard = new Dictionary<string, ResourceQuantity> { ["pods"] = $"{pods}" } },
        },
        "team");

    /// <summary>Serves Cilium's own kinds, as its operator would have registered them.</summary>
    public Task ServeCiliumAsync() => CiliumResources.RegisterAsync(new InProcessClient(server.Core, "cilium-operator"), CancellationToken.None);

    /// <summary>Puts a CiliumNode there.</summary>
    public Task AddCiliumNodeAsync(JsonObject node) =>
        new InProcessClient(server.Core, "cilium-agent")
            .CreateAsync(server.Core.Types.FindPlural(CiliumResources.Group, "ciliumnodes")!, null, node, CancellationToken.None);

    /// <summary>Waits until so many pods are Ready on the old nodes, and then opens the others, which are cordoned at first.</summary>
    public async Task OpenBothSidesAsync(int pods)
    {
        await PodsReadyAsync(pods);
        foreach (var node in (await Client.CoreV1.ListNodeAsync(labelSelector: "side=cilium")).Items)
        {
            await Client.CoreV1.PatchNodeAsync(
                new V1Patch("""{"spec":{"unschedulable":null}}""", V1Patch.PatchType.MergePatch), node.Metadata.Name);
        }
    }

    public async Task<IList<V1Pod>> PodsAsync() => (await Client.CoreV1.ListPodForAllNamespacesAsync()).Items;

    /// <summary>Waits, within a bound, until the cluster shows what a test needs to begin with.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        if (!await Waiting.ComesAsync(holds, Time, TimeSpan.FromMinutes(10)))
        {
            Assert.Fail(string.Join('\n', [$"{what}: not within 10 min of the cluster's time", .. failures.Select(failure => $"The kubelet: {failure}")]));
        }
    }

    public Task PodsReadyAsync(int count) => UntilAsync(
        $"{count} pods Ready",
        async () => (await PodsAsync()).Count(p => p.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true) == count);

    public async ValueTask DisposeAsync()
    {
        await Kubelet.DisposeAsync();
        Client.Dispose();
        Mover.Dispose();
        await controllers.DisposeAsync();
        await server.DisposeAsync();
    }

    /// <summary>Keeps what an operation says.</summary>
    internal sealed class Log : IReporter
    {
        private readonly Lock gate = new();
        private readonly List<string> lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (gate)
                {
                    return [.. lines];
                }
            }
        }

        public void Report(string value)
        {
            lock (gate)
            {
                lines.Add(value);
            }
        }

        public void Warn(string message) => Report($"warning: {message}");
    }
}
