using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator.Faults;

namespace CniMigration.Rehearsal.Walk;

/// <summary>What to rehearse, and how.</summary>
internal sealed record RehearsalOptions
{
    /// <summary>The speed of the clock where the user asks for none.</summary>
    public const double DefaultSpeed = 100;

    /// <summary>The same, where a control plane runs that keeps the wall clock's time.</summary>
    public const double DefaultSpeedBesideKubernetes = 20;

    /// <summary>The destinations, in turn.</summary>
    public ImmutableArray<string> Stages { get; init; } = [];

    /// <summary>What the engine's order is derived from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many steps the engine carries out at once.</summary>
    public int Parallel { get; init; } = StackEngine.DefaultParallel;

    /// <summary>A single run for each destination, instead of runs until it converges.</summary>
    public bool Once { get; init; }

    /// <summary>Plan the next run only.</summary>
    public bool Preview { get; init; }

    public string StackFile { get; init; } = "Pulumi.dev.yaml";

    /// <summary>How many seconds pass in the embedded cloud in one second of the wall clock.</summary>
    public double Speed { get; init; } = DefaultSpeed;

    /// <summary>How many pods further teams have.</summary>
    public int Pods { get; init; }

    /// <summary>Whose API server and controllers run.</summary>
    public ControlPlaneKind ControlPlane { get; init; }

    public bool Json { get; init; }

    public bool Progress { get; init; } = true;

    /// <summary>What goes wrong in the embedded cloud.</summary>
    public ImmutableArray<ChosenFault> Faults { get; init; } = [];

    /// <summary>What is done with the stack after the walk.</summary>
    public Afterwards Afterwards { get; init; }

    /// <summary>Where to write a kubeconfig, when the cluster shall be served after the walk.</summary>
    public string? Kubeconfig { get; init; }
}

/// <summary>Whose API server and controllers run the cluster.</summary>
internal enum ControlPlaneKind
{
    /// <summary>This project's own, in this process.</summary>
    Embedded,

    /// <summary>Kubernetes' own, as child processes.</summary>
    Kubernetes,
}

/// <summary>Something that is to go wrong.</summary>
/// <param name="Fault">What.</param>
/// <param name="From">The destination after which it does; null for the whole walk.</param>
internal sealed record ChosenFault(Fault Fault, string? From = null);
