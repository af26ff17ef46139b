using CniMigration.Migration.Clusters;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;
using CniMigration.Tests.Rehearsal.Back;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Rehearsal.Adoption;

/// <summary>Pulumi.prod.yaml over a cluster that somebody else made, with all the means that its owner has.</summary>
internal sealed class AdoptedStack : IAsyncDisposable
{
    public const string Cluster = "production";

    // About as fast as two processors are; the clock waits for slower ones.
    private const double Speed = 500;

    private readonly RehearsalStack stack;
    private readonly RehearsalOptions options;

    private AdoptedStack(RehearsalStack stack, RehearsalOptions options)
    {
        OldGroups = stack.Cloud.ListNodeGroups(Cluster);
        (this.stack, this.options) = (stack, options);
        Kubernetes = ClusterConnection.Open(stack.Kubeconfig(), TimeProvider.System);
    }

    public EksCloud Cloud => stack.Cloud;

    public IKubernetes Kubernetes { get; }

    /// <summary>The node groups that were there before the stack.</summary>
    public IReadOnlyList<string> OldGroups { get; }

    /// <summary>The calls so far that changed an old node group.</summary>
    public IReadOnlyList<string> Touched =>
        [.. stack.Calls.Where(call => OldGroups.Contains(call.Target)).Select(call => $"{call.Operation} {call.Target}")];

    public IEnumerable<string> Operations => stack.Calls.Select(call => call.Operation);

    public static async Task<AdoptedStack> StartAsync(int seed, params (string Key, string Value)[] config)
    {
        var settings = StackSettings.Read(Repository.Root, "Pulumi.prod.yaml", Repository.Root);
        settings = settings with
        {
            Values = settings.Values.SetItems(config.Select(pair => KeyValuePair.Create($"{settings.Project}:{pair.Key}", pair.Value))),
        };
        var options = new RehearsalOptions { StackFile = "Pulumi.prod.yaml", Seed = seed, Speed = Speed };
        var stack = await RehearsalStack.StartAsync(settings, options, new SilentView(), CancellationToken.None);
        Assert.That(await stack.CheckAsync(options, CancellationToken.None), Is.Null);
        return new AdoptedStack(stack, options);
    }

    /// <summary>Walks to stages in turn; fails where the walk does, or where a budget or a node's CNI is not kept.</summary>
    public async Task<IReadOnlyList<UpResult>> WalkAsync(params string[] stages)
    {
        var walk = await TryWalkAsync(stages);
        var way = string.Join(", ", stages);
        Assert.That(walk.Failure, Is.Null, $"on the way to {way}");
        Assert.That(walk.Ups.Sum(up => up.BudgetViolations), Is.Zero, $"budgets on the way to {way}");
        Assert.That(walk.Ups.Sum(up => up.NodesWithoutCni), Is.Zero, $"nodes without a CNI on the way to {way}");
        Assert.That(walk.Ups.Sum(up => up.NodesWithTwoCnis), Is.Zero, $"nodes with two CNIs on the way to {way}");
        return walk.Ups;
    }

    /// <summary>Walks to stages in turn, and no further than it comes.</summary>
    public Task<WalkResult> TryWalkAsync(params string[] stages) =>
        new Walker(stack, new SilentView()).WalkAsync(options with { Stages = [.. stages] }, CancellationToken.None);

    public Task<UpResult> UpAsync(string stage) => stack.UpAsync(stage, CancellationToken.None);

    public Task<UpResult> PreviewAsync(string stage) => stack.PreviewAsync(stage, CancellationToken.None);

    public async Task<UpResult> DestroyAsync()
    {
        var preview = await stack.PreviewDestroyAsync(CancellationToken.None);
        return preview.Run.Failure is null ? await stack.DestroyAsync(CancellationToken.None) : preview;
    }

    public NodeGroupSpec Group(string name) => Cloud.DescribeNodeGroup(Cluster, name).Spec;

    /// <summary>Does something while the clock runs as slowly as asked, for what would be over by the time that a busy machine has looked.</summary>
    public async Task<T> SlowlyAsync<T>(double speed, Func<Task<T>> act)
    {
        stack.RunAt(speed);
        try
        {
            return await act();
        }
        finally
        {
            stack.RunAt(Speed);
        }
    }

    /// <summary>Somebody scales a Deployment in kube-system.</summary>
    public Task ScaleAsync(string deployment, int replicas) => Kubernetes.AppsV1.PatchNamespacedDeploymentAsync(
        new V1Patch($$"""{"spec": {"replicas": {{replicas}} } }""", V1Patch.PatchType.MergePatch), deployment, "kube-system");

    /// <summary>Somebody changes a group's desired size; this returns when EKS has taken it, which is before the nodes have come or gone.</summary>
    public async Task ResizeAsync(string group, int desired)
    {
        await Cloud.UpdateNodeGroupAsync(Cluster, group, new NodeGroupUpdate { Scaling = Group(group).Scaling with { DesiredSize = desired } });
        await Cloud.WaitForNodeGroupAsync(Cluster, group);
    }

    /// <summary>The cluster and its old groups as they are; they get a little time to settle first.</summary>
    public async Task<IReadOnlyList<string>> LookAsync()
    {
        await WaitAsync(TimeSpan.FromMinutes(2));
        var groups = OldGroups.Select(name => (Group: Cloud.DescribeNodeGroup(Cluster, name), Nodes: Cloud.ListInstances(Cluster, name, ["running"]).Count))
            .Select(live => $"{live.Group} {string.Join(",", live.Group.Spec.Labels)} {string.Join(",", live.Group.Spec.Taints)} with {live.Nodes} nodes");
        return [.. await ClusterPortrait.TakeAsync(stack.Kubeconfig()), .. groups, $"{Cloud.DescribeCluster(Cluster) with { Token = "" }}"];
    }

    public Task WaitAsync(TimeSpan time) => stack.WaitAsync(time, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Kubernetes.Dispose();
        await stack.DisposeAsync();
    }
}
