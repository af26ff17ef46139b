using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Providers.Kubernetes;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Tests.Rehearsal.Back;

/// <summary>What others do to the cluster meanwhile.</summary>
internal sealed partial class Traveller
{
    /// <summary>Goes to a stage, and fails where the walk or the cluster did on the way.</summary>
    public async Task ToAsync(string stage)
    {
        var walk = await new Walker(stack, events).WalkAsync(options with { Stages = [stage] }, CancellationToken.None);
        Assert.That(walk.Failure, Is.Null, $"on the way to {stage}");
        Assert.That(walk.Ups.Sum(up => up.BudgetViolations), Is.Zero, $"budgets on the way to {stage}");
        Assert.That(walk.Ups.Sum(up => up.NodesWithoutCni), Is.Zero, $"nodes without a CNI on the way to {stage}");
        Assert.That(walk.Ups.Sum(up => up.NodesWithTwoCnis), Is.Zero, $"nodes with two CNIs on the way to {stage}");
    }

    /// <summary>Goes to a stage while something else happens, from the start of the named step on.</summary>
    public async Task ToAsync(string stage, string step, Func<Task> meanwhile)
    {
        Task? other = null;
        events.AtStep(started => started.Key.Name == step && started.Operation is Operation.Create or Operation.Update, () => other = meanwhile());
        await ToAsync(stage);
        Assert.That(other, Is.Not.Null, $"{step} starts on the way to {stage}");
        await other;
    }

    /// <summary>The cluster as it is; it gets a little time to settle first.</summary>
    public async Task<IReadOnlyList<string>> LookAsync()
    {
        await stack.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        return await ClusterPortrait.TakeAsync(stack.Kubeconfig());
    }

    /// <summary>Goes to a stage that is not reached.</summary>
    public async Task<Exception> FailAsync(string stage)
    {
        var walk = await new Walker(stack, new CniMigration.Rehearsal.View.SilentView()).WalkAsync(options with { Stages = [stage] }, CancellationToken.None);
        return walk.Failure ?? throw new AssertionException($"{stage} was to fail");
    }

    /// <summary>What a refresh has to tell: the resources that are not as the stack's state has them.</summary>
    public async Task<IReadOnlyDictionary<string, Operation>> RefreshAsync()
    {
        var run = (await stack.RefreshAsync(CancellationToken.None)).Run;
        Assert.That(run.Failure, Is.Null);
        return run.Steps.Where(step => step.Operation != Operation.Same).ToDictionary(step => step.Key.Name, step => step.Operation);
    }

    /// <summary>Destroys without a preview, which protection stops; what was deleted all the same, components aside.</summary>
    public async Task<IReadOnlyList<string>> DestroyWithoutPreviewAsync()
    {
        var run = (await stack.DestroyAsync(CancellationToken.None)).Run;
        Assert.That(run.Failure, Is.TypeOf<ProtectedResourceException>());
        return [.. run.Steps.Where(step => step is { Failure: null, Custom: true }).Select(step => step.Key.Name)];
    }

    /// <summary>How the cluster differs from what it was, once it had the time to settle that a busy machine may take.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(IReadOnlyList<string> before, string? but = null)
    {
        for (var look = 1; ; look++)
        {
            var differences = ClusterPortrait
                .Differences(before, await LookAsync())
                .Where(line => but is null || !line.Contains(but, StringComparison.Ordinal))
                .ToList();
            if (differences.Count == 0 || look == 30)
            {
                return differences;
            }
        }
    }

    public async Task ScaleAsync(string group, int size)
    {
        var cluster = stack.Cloud.ListClusters()[0];
        await stack.Cloud.UpdateNodeGroupAsync(cluster, group, new NodeGroupUpdate { Scaling = new NodeGroupScaling(size, size, size) });
        await stack.Cloud.WaitForNodeGroupAsync(cluster, group, CancellationToken.None);
    }

    /// <summary>An instance of a group gives way to another one.</summary>
    public async Task ReplaceOneAsync(string group, int size)
    {
        var before = await NodesAsync(group);
        await ScaleAsync(group, size + 1);
        for (var look = 1; look <= 60 && (await NodesAsync(group)).All(before.Contains); look++)
        {
            await stack.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        }

        await ScaleAsync(group, size);
        Assert.That((await NodesAsync(group)).Except(before), Has.Exactly(1).Items, $"a new node of {group}");
    }

    public Task DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task PatchAsync(string path, string merge) => SendAsync(HttpMethod.Patch, path, JsonNode.Parse(merge));

    public async Task<IReadOnlyList<string>> NodesAsync(string group)
    {
        var list = await SendAsync(HttpMethod.Get, $"api/v1/nodes?labelSelector=eks.amazonaws.com%2Fnodegroup%3D{group}", null);
        return [.. list!["items"]!.AsArray().Select(node => (string)node!["metadata"]!["name"]!)];
    }

    /// <summary>The nodes of a group, each with whether it is cordoned, how it is labelled, and how many pods of Deployments and StatefulSets it has.</summary>
    public async Task<IReadOnlyList<(bool Cordoned, string? Cni, int Pods)>> DescribeAsync(string group)
    {
        var pods = (await SendAsync(HttpMethod.Get, "api/v1/pods", null))!["items"]!.AsArray().Where(
            pod => pod!["metadata"]!["ownerReferences"]?.AsArray().Any(owner => (string?)owner!["kind"] is "ReplicaSet" or "StatefulSet") == true).ToList();
        var described = new List<(bool, string?, int)>();
        foreach (var name in await NodesAsync(group))
        {
            var node = (await SendAsync(HttpMethod.Get, $"api/v1/nodes/{name}", null))!;
            described.Add(
                ((bool?)node["spec"]!["unschedulable"] == true, (string?)node["metadata"]!["labels"]!["cni"], pods.Count(pod =>
                    (string?)pod!["spec"]!["nodeName"] == name)));
        }

        return described;
    }

    /// <summary>Somebody deploys something, and it comes to lie on the nodes of one group.</summary>
    public async Task DeployAsync(string name, string group, string other)
    {
        var (wanted, shut) = (await NodesAsync(group), await NodesAsync(other));
        var before = new Dictionary<string, bool>();
        foreach (var node in wanted.Concat(shut))
        {
            before[node] = (bool?)(await SendAsync(HttpMethod.Get, $"api/v1/nodes/{node}", null))!["spec"]!["unschedulable"] == true;
            await CordonAsync(node, shut.Contains(node));
        }

        var path = $"apis/apps/v1/namespaces/shop/deployments/{name}";
        await SendAsync(HttpMethod.Post, "apis/apps/v1/namespaces/shop/deployments", JsonNode.Parse($$$$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{{{name}}}}}"},"spec":{"replicas":1,
             "selector":{"matchLabels":{"app":"{{{{{name}}}}}"}},
            "template":{"metadata":{"labels":{"app":"{{{{{name}}}}}"}},"spec":{"containers":[{"name":"app","image":"shop/{{{{{name}}}}}:1"}]}}}}
            """));
        for (var look = 1; look <= 60 && (int?)(await SendAsync(HttpMethod.Get, path, null))!["status"]?["readyReplicas"] != 1; look++)
        {
            await stack.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        }

        Assert.That((int?)(await SendAsync(HttpMethod.Get, path, null))!["status"]?["readyReplicas"], Is.EqualTo(1), $"{name} on {group}");
        foreach (var (node, cordoned) in before)
        {
            await CordonAsync(node, cordoned);
        }
    }

    public Task CordonAsync(string node, bool cordoned) =>
        PatchAsync($"api/v1/nodes/{node}", cordoned ? """{"spec":{"unschedulable":true}}""" : """{"spec":{"unschedulable":null}}""");

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var api = ClusterApi.Connect(stack.Kubeconfig());
        return await api.SendAsync(
            method, path, body, method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json", CancellationToken.None);
    }
}
