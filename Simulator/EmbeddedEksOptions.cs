using CniMigration.Simulator.Hosting;

namespace CniMigration.Simulator;

/// <summary>How an embedded EKS is started.</summary>
public sealed record EmbeddedEksOptions
{
    /// <summary>The clock that everything in it follows.</summary>
    /// <value>Default: null, a <see cref="Time.ScaledTimeProvider"/> at <see cref="Speed"/>.</value>
    public TimeProvider? Clock { get; init; }

    /// <summary>How many seconds pass in it in one second of the wall clock.</summary>
    /// <value>Default: 60. Ignored where <see cref="Clock"/> is given and <see cref="ControlPlane"/> is not.</value>
    /// <remarks>
    /// A control plane from outside keeps the wall clock's time, and so does all that is written into objects; then only what is simulated takes a fraction
    /// of its time: machines boot, containers start and stop, agents get ready, volumes are made and attached, goldpinger pings this much faster.
    /// </remarks>
    public double Speed { get; init; } = 60;

    /// <summary>What its names and choices are derived from.</summary>
    /// <value>Default: 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>The AWS region that it pretends to be.</summary>
    /// <value>Default: us-west-1.</value>
    public string Region { get; init; } = "us-west-1";

    /// <summary>Whether the teams' workloads are deployed when a cluster is created.</summary>
    /// <value>Default: true.</value>
    public bool Tenants { get; init; } = true;

    /// <summary>How many pods further teams have, besides those that the cluster is created with.</summary>
    /// <value>Default: 0.</value>
    public int FurtherPods { get; init; }

    /// <summary>The port of the API server on the loopback address.</summary>
    /// <value>Default: 0, any free port.</value>
    public int Port { get; init; }

    /// <summary>Starts the API server and the controllers of a cluster that is created.</summary>
    /// <value>Default: null, the embedded ones.</value>
    public Func<ControlPlaneNeeds, CancellationToken, Task<ControlPlaneAccess>>? ControlPlane { get; init; }

    /// <summary>What whoever migrates may do: RBAC objects in YAML, which bind roles to <see cref="MigrationUser.Group"/>.</summary>
    /// <value>Default: null, everything.</value>
    public string? Rights { get; init; }
}
