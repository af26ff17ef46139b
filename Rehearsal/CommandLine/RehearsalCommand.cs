using System.CommandLine;
using System.Globalization;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Faults;
using CniMigration.Stacks.Strategies;

namespace CniMigration.Rehearsal.CommandLine;

/// <summary>The options of the command line, and what they mean.</summary>
internal sealed class RehearsalCommand
{
    private readonly Option<string> stages = new("--stages")
    {
        Description = "Walk to these stages in turn, separated by commas (default: all ten)",
        HelpName = "a,b,c",
    };

    private readonly Option<int> seed = new("--seed")
    {
        Description = "Start the engine's steps in the order of this seed",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        Recursive = true,
    };

    private readonly Option<int> parallel = new("--parallel")
    {
        Description = "How many of the engine's steps run at once (default: four a core, as Pulumi's CLI has it)",
        HelpName = "N",
        DefaultValueFactory = _ => StackEngine.DefaultParallel,
        Recursive = true,
    };

    private readonly Option<bool> once = new("--once") { Description = "A single up for each stage, instead of repeating it until it has converged" };

    private readonly Option<bool> preview = new("--preview")
    {
        Description = "Plan the next up, and touch nothing; of several stages, walk to all but the last and plan that",
    };

    private readonly Option<string> stack = new("--stack")
    {
        Description = "The stack file",
        HelpName = "FILE",
        DefaultValueFactory = _ => "Pulumi.dev.yaml",
        Recursive = true,
    };

    private readonly Option<double?> speed = new("--speed")
    {
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"How many seconds pass in the embedded cloud in one second (default: {RehearsalOptions.DefaultSpeed}, or ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{RehearsalOptions.DefaultSpeedBesideKubernetes} beside a real control plane, which itself is never hurried)"),
        HelpName = "N",
        Recursive = true,
    };

    private readonly Option<int> pods = new("--pods")
    {
        Description = "How many pods further teams have in the cluster (default: none; the shop's team has some thirty). They have to fit on the old nodes",
        HelpName = "N",
        Recursive = true,
    };

    private readonly Option<string> controlPlane = new("--control-plane")
    {
        Description = "Whose API server, controllers and scheduler run: this project's own, or Kubernetes v1.20 (see eng/control-plane/install)",
        HelpName = "embedded|kubernetes",
        DefaultValueFactory = _ => "embedded",
        Recursive = true,
    };

    private readonly Option<bool> json = new("--json") { Description = "Print one JSON document on stdout, and nothing else" };

    private readonly Option<bool> noProgress = new("--no-progress") { Description = "Do not show what is waited for", Recursive = true };

    private readonly Option<string[]> faults = new("--fault")
    {
        Description = "Let something go wrong in the embedded cloud; may be given several times, and NAME@STAGE lets it begin once that destination is "
            + "reached. There are:"
            + string.Concat(FaultCatalogue.All.Select(fault => $"{Environment.NewLine}{fault.Name}: {fault.Description}")),
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string> kubeconfig = new("--kubeconfig")
    {
        Description = "Where to write the cluster's kubeconfig",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> stage = new("--stage")
    {
        Description = "The stage to walk to first",
        HelpName = "S",
        DefaultValueFactory = _ => NodePools.Strategy.StageNames[0],
    };

    public RehearsalCommand(Func<RehearsalOptions, CancellationToken, Task<int>> run)
    {
        var serve = new Command("serve", "Keep the embedded cluster running for kubectl and other clients, until Ctrl-C") { kubeconfig, stage };
        var refresh = new Command(
            "refresh", "Walk to the stages (default: baseline), then read all that is in the stack's state and show what drifted") { stages, json };
        var destroy = new Command("destroy", "Walk to the stages (default: baseline), then delete all that is in the stack's state") { stages, json };
        Root = new RootCommand("Walks the migration over an embedded EKS cluster, with the Pulumi program and provider of production")
        {
            stages, seed, parallel, once, preview, stack, speed, pods, controlPlane, faults, json, noProgress, serve, refresh, destroy,
        };
        Root.SetAction((result, cancellationToken) => run(Walk(result), cancellationToken));
        refresh.SetAction((result, cancellationToken) => run(WithoutProgram(result, Afterwards.Refresh), cancellationToken));
        destroy.SetAction((result, cancellationToken) => run(WithoutProgram(result, Afterwards.Destroy), cancellationToken));
        serve.SetAction((result, cancellationToken) => run(Serve(result), cancellationToken));
    }

    public RootCommand Root { get; }

    private RehearsalOptions Walk(ParseResult result) => Common(result) with
    {
        Stages = result.GetValue(stages) is { } list ? Stages(list.Split(',', StringSplitOptions.TrimEntries)) : [],
        Once = result.GetValue(once),
        Preview = result.GetValue(preview),
        Json = result.GetValue(json),
    };

    private RehearsalOptions WithoutProgram(ParseResult result, Afterwards afterwards) => Common(result) with
    {
        Stages = Stages((result.GetValue(stages) ?? NodePools.Strategy.StageNames[0]).Split(',', StringSplitOptions.TrimEntries)),
        Json = result.GetValue(json),
        Afterwards = afterwards,
    };

    private RehearsalOptions Serve(ParseResult result) => Common(result) with
    {
        Stages = Stages([result.GetRequiredValue(stage)]),
        Kubeconfig = result.GetRequiredValue(kubeconfig),
    };

    private RehearsalOptions Common(ParseResult result) => new()
    {
        Seed = result.GetValue(seed),
        Parallel = result.GetValue(parallel) is > 0 and var slots ? slots : throw new ConfigurationException("--parallel is a number greater than 0."),
        StackFile = result.GetRequiredValue(stack),
        Pods = result.GetValue(pods) is >= 0 and var further ? further : throw new ConfigurationException("--pods is a number, and not a negative one."),
        ControlPlane = Kind(result),
        Speed = (result.GetValue(speed) ?? DefaultSpeed(Kind(result)))
            is > 0 and < 1e6 and var factor
            ? factor
            : throw new ConfigurationException("--speed is a number greater than 0 and smaller than a million."),
        Progress = !result.GetValue(noProgress),
        Faults = [.. (result.GetValue(faults) ?? []).Distinct(StringComparer.Ordinal).Select(text => Fault(text, Kind(result)))],
    };

    private static double DefaultSpeed(ControlPlaneKind kind) =>
        kind == ControlPlaneKind.Kubernetes ? RehearsalOptions.DefaultSpeedBesideKubernetes : RehearsalOptions.DefaultSpeed;

    private ControlPlaneKind Kind(ParseResult result) => result.GetRequiredValue(controlPlane) switch
    {
        "embedded" => ControlPlaneKind.Embedded,
        "kubernetes" => ControlPlaneKind.Kubernetes,
        var unknown => throw new ConfigurationException($"'{unknown}' is not a control plane. There are: embedded, kubernetes."),
    };

    private static ChosenFault Fault(string text, ControlPlaneKind controlPlane)
    {
        var (name, from) = text.Split('@', 2) is [var left, var right] ? (left, right) : (text, null);
        var fault = FaultCatalogue.Find(name)
            ?? throw new ConfigurationException($"'{name}' is not a fault. There are: {string.Join(", ", FaultCatalogue.All.Select(known => known.Name))}.");
        if (fault.OfTheApiServer && controlPlane != ControlPlaneKind.Embedded)
        {
            throw new ConfigurationException($"'{name}' needs the embedded control plane: no other one can be told to fail.");
        }

        return new ChosenFault(fault, from is null ? null : Stages([from])[0]);
    }

    private static ImmutableArray<string> Stages(IReadOnlyList<string> names) =>
        names.FirstOrDefault(name => !NodePools.Strategy.StageNames.Contains(name)) is { } unknown
            ? throw new ConfigurationException($"'{unknown}' is not a stage. There are: {string.Join(", ", NodePools.Strategy.StageNames)}.")
            : [.. names];
}
