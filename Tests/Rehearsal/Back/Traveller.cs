using System.Globalization;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Faults;
using CniMigration.Tests.Rehearsal.Faults;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Back;

/// <summary>Walks one rehearsed stack from stage to stage, and holds each to what it was when the way first led there.</summary>
internal sealed partial class Traveller : IAsyncDisposable
{
    // About as fast as two processors are; the clock waits for slower ones.
    private const double Speed = 500;

    private readonly RehearsalStack stack;
    private readonly RehearsalOptions options;
    private readonly StrikingEvents events;
    private readonly List<string> way = [];
    private readonly Dictionary<Stage, IReadOnlyList<string>> portraits = [];

    private Traveller(RehearsalStack stack, RehearsalOptions options, StrikingEvents events) =>
        (this.stack, this.options, this.events) = (stack, options, events);

    /// <summary>Whether something was not as it should be. Nothing that comes after it proves anything.</summary>
    public bool Lost { get; private set; }

    public static async Task<Traveller> StartAsync(int seed, Fault? fault = null, int? parallel = null)
    {
        var folder = Repository.Root;
        var options = new RehearsalOptions { Seed = seed, Speed = Speed, Faults = fault is null ? [] : [new ChosenFault(fault)] };
        options = parallel is { } slots ? options with { Parallel = slots } : options;
        var settings = StackSettings.Read(ProjectFolder.Find(folder, folder), options.StackFile, folder);
        var events = new StrikingEvents();
        return new Traveller(await RehearsalStack.StartAsync(settings, options, events, CancellationToken.None), options, events);
    }

    /// <summary>
    /// Goes to stages in turn, up to the first where the walk or the cluster is not as it should be; says what is wrong, how it came there, or nothing.
    /// </summary>
    public async Task<string?> GoAsync(params IEnumerable<Stage> stages)
    {
        foreach (var stage in stages)
        {
            way.Add(stage.ToName());
            var trouble = await WalkAsync(stage);
            if (trouble.Count > 0)
            {
                Lost = true;
                return string.Join(Environment.NewLine, [Reproduction(), .. trouble]);
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => stack.DisposeAsync();

    private async Task<IReadOnlyList<string>> WalkAsync(Stage stage)
    {
        var walk = await new Walker(stack, new SilentView()).WalkAsync(options with { Stages = [stage.ToName()] }, CancellationToken.None);
        List<string> trouble =
        [
            .. walk.Failure is { } failure ? [failure.Message] : Array.Empty<string>(),
            .. walk.Ups.Where(up => up.BudgetViolations + up.NodesWithoutCni + up.NodesWithTwoCnis > 0).Select(up =>
                $"in the up at {up.Effective}: {up.BudgetViolations} budget violations, {up.NodesWithoutCni} nodes without a CNI, {up.NodesWithTwoCnis} with "
                    + "two"),
            .. walk.Ups.Where(up => up.NodesWithoutProxy + up.NodesWithTwoProxies + up.LostHostPorts + up.PodsWithoutPolicies > 0).Select(up =>
                $"in the up at {up.Effective}: {up.NodesWithoutProxy} nodes where Services lead nowhere, {up.NodesWithTwoProxies} with two proxies, "
                    + $"{up.LostHostPorts} host ports lost, {up.PodsWithoutPolicies} pods without their policies"),
        ];
        return trouble.Count > 0 ? trouble : await CompareAsync(stage);
    }

    private async Task<IReadOnlyList<string>> CompareAsync(Stage stage)
    {
        // A rollout that changes no more than a revision may still be under way.
        await stack.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        var now = await ClusterPortrait.TakeAsync(stack.Kubeconfig());
        return portraits.TryAdd(stage, now) ? [] : ClusterPortrait.Differences(portraits[stage], now);
    }

    private string Reproduction() => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run --project Rehearsal -- --stages {string.Join(',', way)} --seed {options.Seed} --parallel {options.Parallel}");
}
