using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;
using CniMigration.Tests.Rehearsal.CommandLine;

namespace CniMigration.Tests.Rehearsal.Back;

/// <summary>Walks one rehearsed stack from stage to stage, and looks at the cluster where it comes.</summary>
internal sealed class Traveller : IAsyncDisposable
{
    private readonly RehearsalStack stack;
    private readonly RehearsalOptions options;

    private Traveller(RehearsalStack stack, RehearsalOptions options) => (this.stack, this.options) = (stack, options);

    public static async Task<Traveller> StartAsync(int seed)
    {
        var folder = Run.ProjectFolder();
        var options = new RehearsalOptions { Seed = seed };
        var settings = StackSettings.Read(ProjectFolder.Find(folder, folder), options.StackFile, folder);
        return new Traveller(await RehearsalStack.StartAsync(settings, options, new SilentView(), CancellationToken.None), options);
    }

    /// <summary>Goes to a stage, and fails where the walk or the cluster did on the way.</summary>
    public async Task ToAsync(string stage)
    {
        var walk = await new Walker(stack, new SilentView()).WalkAsync(options with { Stages = [stage] }, CancellationToken.None);
        Assert.That(walk.Failure, Is.Null, $"on the way to {stage}");
        Assert.That(walk.Ups.Sum(up => up.BudgetViolations), Is.Zero, $"budgets on the way to {stage}");
        Assert.That(walk.Ups.Sum(up => up.NodesWithoutCni), Is.Zero, $"nodes without a CNI on the way to {stage}");
        Assert.That(walk.Ups.Sum(up => up.NodesWithTwoCnis), Is.Zero, $"nodes with two CNIs on the way to {stage}");
    }

    /// <summary>The cluster as it is; it gets a little time to settle first.</summary>
    public async Task<IReadOnlyList<string>> LookAsync()
    {
        await stack.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        return await ClusterPortrait.TakeAsync(stack.Kubeconfig());
    }

    public ValueTask DisposeAsync() => stack.DisposeAsync();
}
