namespace CniMigration.ControlPlane;

/// <summary>How a control plane is started.</summary>
public sealed record ControlPlaneOptions
{
    /// <summary>Who may speak to it, beside its administrator. RBAC is on: whom no role binding names may do next to nothing.</summary>
    /// <value>Default: nobody.</value>
    public IReadOnlyList<ControlPlaneUser> Users { get; init; } = [];

    /// <summary>How many requests per second the controller manager and the scheduler may send each.</summary>
    /// <value>Default: 500. Kubernetes' own are 20 and 50, which make a busy test wait.</value>
    public int ClientQps { get; init; } = 500;

    /// <summary>How many requests each of them may send at once before <see cref="ClientQps"/> holds it back.</summary>
    /// <value>Default: 1000.</value>
    public int ClientBurst { get; init; } = 1000;

    /// <summary>The controllers that do not run, by their names in <c>--controllers</c>.</summary>
    /// <value>Default: those that act on a cloud, on certificates or on volumes, none of which is there.</value>
    public IReadOnlyList<string> DisabledControllers { get; init; } =
    [
        "cloud-node-lifecycle", "service", "route", "bootstrapsigner", "tokencleaner", "csrsigning", "csrapproving", "csrcleaner",
        "attachdetach", "persistentvolume-binder", "persistentvolume-expander",
    ];

    /// <summary>More flags for the API server; a flag given here wins.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> ApiServerFlags { get; init; } = [];

    /// <summary>More flags for the controller manager; a flag given here wins.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> ControllerManagerFlags { get; init; } = [];

    /// <summary>More flags for the scheduler; a flag given here wins.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> SchedulerFlags { get; init; } = [];

    /// <summary>Whether the controller manager runs; without it, nothing but the API server acts on objects.</summary>
    /// <value>Default: true.</value>
    public bool ControllerManager { get; init; } = true;

    /// <summary>Whether the scheduler runs.</summary>
    /// <value>Default: true.</value>
    public bool Scheduler { get; init; } = true;

    /// <summary>How long it may take until it answers and its controllers work.</summary>
    /// <value>Default: 90 s; it takes 4 s on an idle machine.</value>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The clock that the start is measured with.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
