using System.Collections.Concurrent;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Cloud.Iam;
using CniMigration.Simulator.Cloud.Network;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Helm;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Observation;
using CniMigration.Simulator.Time;

namespace CniMigration.Simulator;

/// <summary>An AWS account with one EKS cluster in this process, true enough to rehearse a migration on.</summary>
public sealed class EmbeddedEks : IAsyncDisposable
{
    private readonly ConcurrentQueue<ControllerFailure> failures = new();

    private EmbeddedEks(EmbeddedEksOptions options, NodeTimings timings, IReadOnlyList<string>? subnets)
    {
        var fromOutside = options.ControlPlane is not null;
        Clock = fromOutside ? TimeProvider.System : options.Clock ?? new ScaledTimeProvider(options.Speed);
        Observer = new ClusterObserver(Clock);
        var ids = new Ids(options.Seed);
        var account = new Account
        {
            Options = options,
            Clock = Clock,
            Timings = fromOutside ? timings.OnTheWallClock() : timings,
            Pace = fromOutside ? options.Speed : 1,
            Ids = ids,
            Network = new VpcNetwork(options.Region, ids, subnets, () => Faults.HasStruck(FaultCatalogue.SubnetOutOfAddresses)),
            Iam = new IamDirectory(),
            Observer = Observer,
            Faults = Faults,
            OnFailure = failures.Enqueue,
        };
        Cloud = new EksCloud(account);
        Helm = new HelmReleases(() => Cloud.HelmClient, Cloud.FindType, Clock);
    }

    /// <summary>The clock that everything in it follows.</summary>
    public TimeProvider Clock { get; }

    /// <summary>AWS. It starts without a cluster.</summary>
    public EksCloud Cloud { get; }

    /// <summary>Helm, pointed at the cluster.</summary>
    public HelmReleases Helm { get; }

    /// <summary>What goes wrong in it.</summary>
    public FaultSwitches Faults { get; } = new();

    /// <summary>What an onlooker sees of the cluster.</summary>
    public ClusterObserver Observer { get; }

    /// <summary>Steps of its own controllers and nodes that threw, each in a line; they are tried again, so one or two mean little.</summary>
    public IReadOnlyList<string> Failures => [.. failures.Select(failure => failure.ToString())];

    /// <summary>Starts an account without a cluster.</summary>
    public static Task<EmbeddedEks> StartAsync(EmbeddedEksOptions options, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new EmbeddedEks(options, new NodeTimings(), subnets: null));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Cloud.ShutDownAsync();
        Faults.Dispose();
    }

    /// <summary>Starts an account whose subnets have these address ranges.</summary>
    internal static EmbeddedEks Start(EmbeddedEksOptions options, NodeTimings timings, IReadOnlyList<string>? subnets = null) => new(options, timings, subnets);

    internal IReadOnlyCollection<ControllerFailure> FailuresInDetail => failures;
}
