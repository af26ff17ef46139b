using System.Collections.Concurrent;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Providers.Aws;
using CniMigration.Rehearsal.Providers.Kubernetes;
using CniMigration.Rehearsal.Providers.Plugin;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Time;
using CniMigration.Stacks;
using CniMigration.Stacks.Settings;
using Pulumi.Experimental;

namespace CniMigration.Rehearsal.Walk;

/// <summary>The program's stack, deployed to an embedded EKS.</summary>
internal sealed class RehearsalStack : IAsyncDisposable
{
    /// <summary>The proof of connectivity that ends a stage.</summary>
    public const string GateType = "cnimigration:index:ConnectivityCheck";

    private readonly StackSettings settings;
    private readonly EmbeddedEks eks;
    private readonly ScaledTimeProvider? clock;
    private readonly StackEngine engine;
    private readonly IWalkEvents events;
    private readonly int seed;
    private readonly IDisposable[] connections;
    private readonly ConcurrentQueue<string> warnings = [];
    private readonly ConcurrentQueue<string> plans = [];
    private int callsBefore;

    private RehearsalStack(StackSettings settings, EmbeddedEks eks, ScaledTimeProvider? clock, RehearsalOptions options, IWalkEvents events)
    {
        (this.settings, this.eks, this.clock, this.events, seed) = (settings, eks, clock, events, options.Seed);
        var aws = new AwsPackage(eks.Cloud, settings.Region);
        var kubernetes = new KubernetesPackage(eks);
        var migration = new MigrationPackage(eks, new EngineLog(Hear));
        connections = [kubernetes, migration];
        var packages = new Dictionary<string, IProviderPackage> { ["aws"] = aws, ["eks"] = aws, ["kubernetes"] = kubernetes, ["cnimigration"] = migration };
        engine = new StackEngine(settings.Project, settings.Stack, packages, eks.Clock, TimeProvider.System) { Parallel = options.Parallel };
    }

    public static async Task<RehearsalStack> StartAsync(
        StackSettings settings, RehearsalOptions options, IWalkEvents events, CancellationToken cancellationToken)
    {
        var kubernetes = options.ControlPlane == ControlPlaneKind.Kubernetes ? new KubernetesHost() : null;
        var clock = kubernetes is null ? new ScaledTimeProvider(options.Speed) : null;
        var eks = await EmbeddedEks.StartAsync(new EmbeddedEksOptions
        {
            Region = settings.Region,
            Clock = clock,
            Speed = options.Speed,
            Seed = options.Seed,
            FurtherPods = options.Pods,
            ControlPlane = kubernetes is null ? null : kubernetes.StartAsync,
            Rights = RightsFile.Read(),
        }, cancellationToken);
        var stack = new RehearsalStack(settings, eks, clock, options, events);
        if (!new SomebodyElsesCluster(eks, settings).IsWanted)
        {
            await stack.BreakAsync(options, from: null, cancellationToken);
        }

        return stack;
    }

    /// <summary>Lets go wrong what was chosen to do so from the start, or once a destination is reached.</summary>
    public async Task BreakAsync(RehearsalOptions options, string? from, CancellationToken cancellationToken)
    {
        foreach (var chosen in options.Faults.Where(chosen => chosen.From == from))
        {
            await eks.Faults.SwitchOnAsync(chosen.Fault, cancellationToken);
        }
    }

    /// <summary>Plans the stack as its file has it, so that whatever is wrong in it is told before anything runs. Null where nothing is.</summary>
    public async Task<Exception?> CheckAsync(RehearsalOptions options, CancellationToken cancellationToken)
    {
        // A stage that the command line names needs none in the file.
        var values = settings.Stage is null && options.Stages is [var first, ..] ? settings.Values.SetItem(settings.StageKey, first) : settings.Values;
        engine.Configuration = (settings with { Values = values }).ToJson();
        var failure = (await engine.PreviewAsync(MigrationStack.DeployAsync, cancellationToken)).Failure;
        var adopted = new SomebodyElsesCluster(eks, settings);
        if (failure is SettingsException || !adopted.IsWanted)
        {
            return failure;
        }

        await adopted.BringUpAsync(cancellationToken);
        await BreakAsync(options, from: null, cancellationToken);
        callsBefore = eks.Cloud.Calls.Count;
        return (await engine.PreviewAsync(MigrationStack.DeployAsync, cancellationToken)).Failure;
    }

    /// <summary>AWS, for who else has a hand in it.</summary>
    public EksCloud Cloud => eks.Cloud;

    /// <summary>The calls that changed something in AWS since the stack was checked, in turn.</summary>
    public IReadOnlyList<CloudCall> Calls => [.. eks.Cloud.Calls.Skip(callsBefore)];

    /// <summary>The kubeconfig of somebody who may look at everything.</summary>
    public string Kubeconfig()
    {
        var cluster = eks.Cloud.DescribeCluster(eks.Cloud.ListClusters()[0]);
        return cluster.Kubeconfig(cluster.AdministratorToken);
    }

    /// <summary>What goes wrong in the embedded cloud.</summary>
    public FaultSwitches Faults => eks.Faults;

    /// <summary>Sets the clock's speed; at 1, people keep up with what happens. Beside a real control plane the clock is the wall's already.</summary>
    public void RunAt(double speed) => clock?.Speed = speed;

    /// <summary>Lets time pass in the embedded cloud, as a user does who has to wait for it.</summary>
    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, eks.Clock, cancellationToken);

    /// <summary>One run of the program with the stage set.</summary>
    public async Task<UpResult> UpAsync(string stage, CancellationToken cancellationToken)
    {
        Configure(stage);
        return await ObservedAsync(stage, () => engine.UpAsync(MigrationStack.DeployAsync, seed, events, cancellationToken));
    }

    /// <summary>Reads everything that is in the stack's state.</summary>
    public async Task<UpResult> RefreshAsync(CancellationToken cancellationToken) =>
        await ObservedAsync("refresh", () => engine.RefreshAsync(events, cancellationToken)) with { IsUp = false };

    /// <summary>What a destroy would delete; it fails where it would stop, since something is protected.</summary>
    public async Task<UpResult> PreviewDestroyAsync(CancellationToken cancellationToken)
    {
        var run = await engine.PreviewDestroyAsync(seed, cancellationToken);
        var failure = run.Failure is ProtectedResourceException refusal ? new DestroyRefusedException(refusal, run) : run.Failure;
        return Result("destroy", run with { Failure = failure }) with { IsUp = false, Preview = true };
    }

    /// <summary>Deletes everything that is in the stack's state but what is protected and what that depends on.</summary>
    public async Task<UpResult> DestroyAsync(CancellationToken cancellationToken) =>
        await ObservedAsync("destroy", () => engine.DestroyAsync(seed, events, cancellationToken)) with { IsUp = false };

    private async Task<UpResult> ObservedAsync(string requested, Func<Task<RunReport>> act)
    {
        var observation = eks.Observer.Begin();
        var run = await act();
        return Result(requested, run) with
        {
            BudgetViolations = observation.BudgetViolations,
            BelowReplicasPodSeconds = observation.BelowReplicasPodSeconds,
            NodesWithoutCni = observation.NodesWithoutCni,
            NodesWithTwoCnis = observation.NodesWithTwoCnis,
            PodsWithoutPolicies = observation.PodsWithoutPolicies,
            NodesWithoutProxy = observation.NodesWithoutProxy,
            NodesWithTwoProxies = observation.NodesWithTwoProxies,
            LostHostPorts = observation.LostHostPorts,
            SimulatedSeconds = observation.SimulatedSeconds,
        };
    }

    public async Task<UpResult> PreviewAsync(string stage, CancellationToken cancellationToken)
    {
        Configure(stage);
        plans.Clear();
        return Result(stage, await engine.PreviewAsync(MigrationStack.DeployAsync, cancellationToken)) with { Preview = true, Plans = [.. plans] };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        await eks.DisposeAsync();
    }

    /// <summary>The program reads its configuration where Pulumi puts it. The way back needs the user's consent, which a rehearsal gives.</summary>
    private void Configure(string stage) => engine.Configuration = (settings with
    {
        Values = settings.Values.SetItem(settings.StageKey, stage).SetItem(settings.AllowBackwardKey, stage),
    }).ToJson();

    private UpResult Result(string stage, RunReport run) => new()
    {
        Requested = stage,
        Run = run,
        Cluster = eks.Observer.Snapshot(),
        Gate = LastGate(run),
        Warnings = TakeWarnings(run),
    };

    private void Hear(LogRequest message)
    {
        if (message.Severity is LogSeverity.Warning or LogSeverity.Error)
        {
            warnings.Enqueue(message.Message);
        }
        else if (message.Severity is LogSeverity.Info)
        {
            plans.Enqueue(message.Message);
        }

        events.Logged(message);
    }

    /// <summary>The program's own warnings are an output, since the mocks keep what it logs to themselves.</summary>
    private ImmutableArray<string> TakeWarnings(RunReport run)
    {
        var taken = new List<string>();
        while (warnings.TryDequeue(out var warning))
        {
            taken.Add(warning);
        }

        return [.. taken.Concat(run.Outputs.GetValueOrDefault("warnings") as IEnumerable<string> ?? []).Distinct()];
    }

    /// <summary>What an earlier run proved says nothing of one that failed before its own gate.</summary>
    private GateCounts LastGate(RunReport run)
    {
        if (run.Failure is not null && !run.Steps.Any(step => step is { Key.Type: GateType, Failure: null, Operation: Operation.Create or Operation.Update }))
        {
            return GateCounts.None;
        }

        var gate = engine.State.Resources.LastOrDefault(resource => resource.Key.Type == GateType);
        return gate is null
            ? GateCounts.None
            : new GateCounts(Count(gate.Outputs, "expectedPods"), Count(gate.Outputs, "healthyPairs"), Count(gate.Outputs, "unhealthyPairs"))
            {
                Sample = Count(gate.Outputs, "healthyPairs") < Math.Pow(Count(gate.Outputs, "expectedPods"), 2) ? (string?)gate.Outputs["strength"] : null,
            };
    }

    private static int Count(JsonObject outputs, string name) => outputs[name] is { } value ? (int)Values.Number(value) : 0;
}
