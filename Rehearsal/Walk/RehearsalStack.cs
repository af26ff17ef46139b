using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Providers.Aws;
using CniMigration.Rehearsal.Providers.Kubernetes;
using CniMigration.Rehearsal.Providers.Plugin;
using CniMigration.Simulator;
using CniMigration.Stacks;

namespace CniMigration.Rehearsal.Walk;

/// <summary>The program's stack, deployed to an embedded EKS.</summary>
internal sealed class RehearsalStack : IAsyncDisposable
{
    private const string ConfigVariable = "PULUMI_CONFIG";
    private const string GateType = "cnimigration:index:ConnectivityCheck";

    private readonly StackSettings settings;
    private readonly EmbeddedEks eks;
    private readonly StackEngine engine;
    private readonly IWalkEvents events;
    private readonly int seed;
    private readonly IDisposable[] connections;

    private RehearsalStack(StackSettings settings, EmbeddedEks eks, int seed, IWalkEvents events)
    {
        (this.settings, this.eks, this.seed, this.events) = (settings, eks, seed, events);
        var aws = new AwsPackage(eks.Cloud, settings.Region);
        var kubernetes = new KubernetesPackage(eks);
        var migration = new MigrationPackage(eks, new EngineLog(events.Logged));
        connections = [kubernetes, migration];
        var packages = new Dictionary<string, IProviderPackage> { ["aws"] = aws, ["eks"] = aws, ["kubernetes"] = kubernetes, ["cnimigration"] = migration };
        engine = new StackEngine(settings.Project, settings.Stack, packages, eks.Clock, TimeProvider.System);
    }

    public EmbeddedEks Eks => eks;

    public static async Task<RehearsalStack> StartAsync(StackSettings settings, RehearsalOptions options, IWalkEvents events, CancellationToken cancellationToken)
    {
        var eks = await EmbeddedEks.StartAsync(new EmbeddedEksOptions { Region = settings.Region, Speed = options.Speed, Seed = options.Seed }, cancellationToken);
        return new RehearsalStack(settings, eks, options.Seed, events);
    }

    /// <summary>One run of the program with the stage set.</summary>
    public async Task<UpResult> UpAsync(string stage, CancellationToken cancellationToken)
    {
        Configure(stage);
        var observation = eks.Observer.Begin();
        var run = await engine.UpAsync(MigrationStack.DeployAsync, seed, events, cancellationToken);
        return Result(stage, run) with
        {
            BudgetViolations = observation.BudgetViolations,
            BelowReplicasPodSeconds = observation.BelowReplicasPodSeconds,
            SimulatedSeconds = observation.SimulatedSeconds,
        };
    }

    public async Task<UpResult> PreviewAsync(string stage, CancellationToken cancellationToken)
    {
        Configure(stage);
        return Result(stage, await engine.PreviewAsync(MigrationStack.DeployAsync, cancellationToken)) with { Preview = true };
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
    private void Configure(string stage) => Environment.SetEnvironmentVariable(
        ConfigVariable,
        (settings with { Values = settings.Values.SetItem(settings.StageKey, stage).SetItem(settings.AllowBackwardKey, stage) }).ToJson());

    private UpResult Result(string stage, RunReport run) => new() { Requested = stage, Run = run, Cluster = eks.Observer.Snapshot(), Gate = LastGate() };

    private GateCounts LastGate()
    {
        var gate = engine.State.Resources.LastOrDefault(resource => resource.Key.Type == GateType);
        return gate is null ? GateCounts.None : new GateCounts(Count(gate.Outputs, "expectedPods"), Count(gate.Outputs, "healthyPairs"), Count(gate.Outputs, "unhealthyPairs"));
    }

    private static int Count(JsonObject outputs, string name) => outputs[name] is { } value ? (int)Values.Number(value) : 0;
}
