using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;
using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Kubernetes.Controllers;

/// <summary>An API server with all controllers, and a kubelet of a few lines. Its clock runs a thousand times faster than the wall's.</summary>
internal sealed class ControllerTestCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<ControllerFailure> failures;
    private readonly ControllerManager manager;

    private ControllerTestCluster(
        ScaledTimeProvider clock, ApiCore core, IApiClient client, ConcurrentQueue<ControllerFailure> failures, ControllerManager manager)
    {
        this.failures = failures;
        Clock = clock;
        Core = core;
        Client = client;
        this.manager = manager;
        Kubelet = new HollowKubelet(client, clock, exception => failures.Enqueue(new ControllerFailure("hollow kubelet", "", exception)));
    }

    public ScaledTimeProvider Clock { get; }

    public ApiCore Core { get; }

    public IApiClient Client { get; }

    public HollowKubelet Kubelet { get; }

    public static async Task<ControllerTestCluster> StartAsync(int nodes = 3, double speed = 1000)
    {
        var clock = new ScaledTimeProvider(speed);
        var core = new ApiCore(clock);
        var client = new InProcessClient(core, "test");
        ConcurrentQueue<ControllerFailure> failures = new();
        var options = new ControllerManagerOptions { OnFailure = failures.Enqueue, Types = () => core.Types.All.Select(served => served.Type).Distinct() };
        var manager = await ControllerManager.StartAsync(new InProcessClient(core, "kube-controller-manager"), clock, options, CancellationToken.None);
        var cluster = new ControllerTestCluster(clock, core, client, failures, manager);
        if (await client.GetAsync(ResourceTypes.Namespaces, null, "default", CancellationToken.None) is null)
        {
            await cluster.CreateAsync(ResourceTypes.Namespaces, """{"metadata":{"name":"default"}}""");
        }

        await cluster.UntilAsync<Resource>(ResourceTypes.ServiceAccounts, accounts => accounts.Any(account => account.Key == "default/default"));
        for (var index = 1; index <= nodes; index++)
        {
            await cluster.CreateNodeAsync($"node-{index}");
        }

        return cluster;
    }

    public async Task CreateNodeAsync(string name, string? zone = null, int pods = 50, string cpu = "4", params (string Key, string Value)[] labels)
    {
        var metadata = new JsonObject { ["kubernetes.io/hostname"] = name, ["topology.kubernetes.io/zone"] = zone ?? "eu-west-1a" };
        foreach (var (key, value) in labels)
        {
            metadata[key] = value;
        }

        var amounts = new JsonObject { ["cpu"] = cpu, ["memory"] = "8Gi", ["pods"] = $"{pods}" };
        var created = await Client.CreateAsync(ResourceTypes.Nodes, null, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = metadata },
        }, CancellationToken.None);
        await Client.PatchAsync(ResourceTypes.Nodes, null, created.Name, new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["allocatable"] = amounts,
                ["capacity"] = amounts.DeepClone(),
                ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True", ["reason"] = "KubeletReady" }),
            },
        }, CancellationToken.None, "status");
        await UntilAsync<Node>(ResourceTypes.Nodes, all => all.Any(node => node.Name == name && node.Spec.Taints.Count == 0));
    }

    public Task SetReadyAsync(string node, string status) => Client.PatchAsync(ResourceTypes.Nodes, null, node,
        new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = status }) } },
        CancellationToken.None, "status");

    /// <summary>Cordons a node, and waits until the controllers know.</summary>
    public async Task CordonAsync(string node)
    {
        await PatchAsync(ResourceTypes.Nodes, node, """{"spec":{"unschedulable":true}}""");
        await UntilAsync<Node>(
            ResourceTypes.Nodes, all => all.Any(item => item.Name == node && item.Spec.Taints.Any(taint => taint.Key == "node.kubernetes.io/unschedulable")));
    }

    public Task<ApiObject> CreateAsync(ResourceType type, string json)
    {
        var body = (JsonObject)JsonNode.Parse(json)!;
        body["apiVersion"] ??= type.ApiVersion;
        body["kind"] ??= type.Kind;
        return Client.CreateAsync(type, type.Namespaced ? (string?)body["metadata"]!["namespace"] ?? "default" : null, body, CancellationToken.None);
    }

    public Task<ApiObject> PatchAsync(ResourceType type, string name, string json, PatchKind kind = PatchKind.Merge) =>
        Client.PatchAsync(type, type.Namespaced ? "default" : null, name, JsonNode.Parse(json)!, CancellationToken.None, kind: kind);

    public Task DeleteAsync(ResourceType type, string name, string? propagation = null) =>
        Client.DeleteAsync(type, type.Namespaced ? "default" : null, name, new DeleteOptions(PropagationPolicy: propagation), CancellationToken.None);

    public async Task<T[]> ListAsync<T>(ResourceType type)
        where T : Resource =>
        [.. (await Client.ListAsync(type, null, CancellationToken.None)).Items.Select(item => item.As<T>())];

    public Task<Pod[]> PodsAsync() => ListAsync<Pod>(ResourceTypes.Pods);

    /// <summary>Waits until the objects of a type look as they should, and gives them.</summary>
    public async Task<T[]> UntilAsync<T>(ResourceType type, Func<T[], bool> condition)
        where T : Resource
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        T[] seen = [];
        try
        {
            while (true)
            {
                var list = await Client.ListAsync(type, null, patience.Token);
                seen = [.. list.Items.Select(item => item.As<T>())];
                if (condition(seen))
                {
                    return seen;
                }

                await foreach (var _ in Client.WatchAsync(type, list.ResourceVersion, patience.Token))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            var state = string.Join("\n", (await Client.ListAsync(type, null, CancellationToken.None)).Items.Select(item => item.ToJson().ToJsonString()));
            throw new AssertionException($"It did not come about within {Patience}. What there is:\n{state}\nFailures: {string.Join("\n", failures)}");
        }
    }

    public Task<Pod[]> UntilPodsAsync(Func<Pod[], bool> condition) => UntilAsync(ResourceTypes.Pods, condition);

    public async Task<T> UntilOneAsync<T>(ResourceType type, string name, Func<T, bool> condition)
        where T : Resource =>
        (await UntilAsync<T>(type, all => all.Any(item => item.Name == name && condition(item)))).First(item => item.Name == name);

    /// <summary>Waits until the scheduler has found no node for a pod, and gives what it said.</summary>
    public async Task<string> UntilUnschedulableAsync(string pod)
    {
        var waiting = await UntilOneAsync<Pod>(ResourceTypes.Pods, pod, item => item.Status.Conditions.Find("PodScheduled")?.Status == "False");
        return waiting.Status.Conditions.Find("PodScheduled") is { Reason: "Unschedulable", Message: var message }
            ? message
            : throw new AssertionException($"{pod} is not scheduled for a reason other than Unschedulable.");
    }

    public bool HasEvent(string reason, string message) => Core.Store.Snapshot(ResourceTypes.Events).Items.Values.Select(item => item.ToJson())
        .Any(item => (string?)item["reason"] == reason && ((string?)item["message"] ?? "").Contains(message, StringComparison.Ordinal));

    /// <summary>Stops everything, and fails where a controller threw.</summary>
    public async ValueTask DisposeAsync()
    {
        await Kubelet.DisposeAsync();
        await manager.DisposeAsync();
        Assert.That(failures, Is.Empty);
    }
}
