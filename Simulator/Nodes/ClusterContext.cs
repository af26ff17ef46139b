using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Cloud.Iam;
using CniMigration.Simulator.Cloud.Network;
using CniMigration.Simulator.Faults;

namespace CniMigration.Simulator.Nodes;

/// <summary>What everything that lives on a cluster's nodes works with.</summary>
internal sealed record ClusterContext
{
    public required ControllerContext Api { get; init; }

    public required BackgroundWork Work { get; init; }

    public required VpcNetwork Network { get; init; }

    public required IamDirectory Iam { get; init; }

    public required Ids Ids { get; init; }

    public required string ClusterName { get; init; }

    public required string Region { get; init; }

    /// <summary>The security group that the control plane and, by default, all nodes are in.</summary>
    public required string SecurityGroupId { get; init; }

    public required string OidcIssuer { get; init; }

    /// <summary>Whether IAM trusts the tokens of the cluster's service accounts.</summary>
    public required bool IamTrustsIssuer { get; init; }

    /// <summary>Such as <c>v1.33.5-eks-113cf36</c>.</summary>
    public required string KubeletVersion { get; init; }

    /// <summary>The type of a custom resource, once the API server knows it.</summary>
    public required Func<string, string, ResourceType?> FindType { get; init; }

    public Informer<NetworkPolicy> Policies { get; } = new(ResourceTypes.NetworkPolicies);

    public required FaultSwitches Faults { get; init; }

    public NodeTimings Timings { get; init; } = new();

    /// <summary>
    /// How many times faster than the clock machines, containers and agents are. A control plane that keeps the wall clock's time is not hurried:
    /// its leases, grace periods and tolerations stay as they are, and only what is simulated takes a fraction of its time.
    /// </summary>
    public double Pace { get; init; } = 1;

    /// <summary>Whether the control plane finds out by itself that a node no longer reports.</summary>
    public bool NoticesSilence { get; init; }

    public TimeProvider Clock => Api.Clock;

    public ClusterCache Cache => Api.Cache;

    /// <summary>How long something simulated takes by the clock.</summary>
    public TimeSpan Paced(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Pace;

    /// <summary>Lets something simulated take its time.</summary>
    public Task Delay(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(Paced(time), Clock, cancellationToken);
}
