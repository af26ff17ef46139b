using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Cloud.Iam;
using CniMigration.Simulator.Cloud.Network;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Hosting;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Observation;

namespace CniMigration.Simulator;

/// <summary>What all parts of the account share.</summary>
internal sealed record Account
{
    public required EmbeddedEksOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required NodeTimings Timings { get; init; }

    public required Ids Ids { get; init; }

    public required VpcNetwork Network { get; init; }

    public required IamDirectory Iam { get; init; }

    public required ClusterObserver Observer { get; init; }

    public required FaultSwitches Faults { get; init; }

    public required Action<ControllerFailure> OnFailure { get; init; }

    /// <summary>How many times faster than its clock the simulated side lives: 1 where the clock itself runs faster.</summary>
    public required double Pace { get; init; }

    public string Number { get; init; } = "111122223333";

    public string Region => Options.Region;

    public HostingOptions Hosting => new()
    {
        Clock = Clock,
        Ids = Ids,
        AccountNumber = Number,
        OnFailure = OnFailure,
        LimitsMigration = Options.Rights is not null,
        Port = Options.Port,
        Seed = Options.Seed,
    };
}
