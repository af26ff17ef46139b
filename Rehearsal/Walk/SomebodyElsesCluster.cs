using System.Text.Json;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Rehearsal.Walk;

/// <summary>
/// Brings up the cluster that a stack is to adopt, as somebody else would have: with its node groups, no two alike, what the teams run on it,
/// and an autoscaler that has already changed a size.
/// </summary>
internal sealed class SomebodyElsesCluster(EmbeddedEks eks, StackSettings settings)
{
    private const string NodeRole = "nodes-of-platform-team";
    private const string NodeTrust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}""";

    private static readonly string[] NodePolicies = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"];
    private static readonly TimeSpan PodPatience = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan PodPoll = TimeSpan.FromSeconds(5);

    /// <summary>Whether the stack adopts a cluster, and says so well enough to make one.</summary>
    public bool IsWanted => Setting("adoptCluster") == "true" && Setting("clusterName") is { Length: > 0 } && Groups.Length > 0;

    private string[] Groups
    {
        get
        {
            try
            {
                return JsonSerializer.Deserialize<string[]>(Setting("oldNodeGroups") ?? "[]") ?? [];
            }
            catch (JsonException)
            {
                // The program tells what is wrong with it.
                return [];
            }
        }
    }

    public async Task BringUpAsync(CancellationToken cancellationToken)
    {
        var cluster = Setting("clusterName")!;
        var role = eks.Cloud.CreateRole(NodeRole, NodeTrust);
        foreach (var policy in NodePolicies)
        {
            eks.Cloud.AttachRolePolicy(role.Name, $"arn:aws:iam::aws:policy/{policy}");
        }

        await eks.Cloud.CreateClusterAsync(new EksClusterSpec { Name = cluster }, cancellationToken);
        foreach (var (name, index) in Groups.Select((name, index) => (name, index)))
        {
            await eks.Cloud.CreateNodeGroupAsync(cluster, Spec(name, index, role.Arn), cancellationToken);
        }

        foreach (var name in Groups)
        {
            await eks.Cloud.WaitForNodeGroupAsync(cluster, name, cancellationToken);
        }

        var first = eks.Cloud.DescribeNodeGroup(cluster, Groups[0]).Spec.Scaling;
        await eks.Cloud.UpdateNodeGroupAsync(
            cluster, Groups[0], new NodeGroupUpdate { Scaling = first with { DesiredSize = first.DesiredSize + 1 } }, cancellationToken);
        await eks.Cloud.WaitForNodeGroupAsync(cluster, Groups[0], cancellationToken);
        await SettleAsync(cancellationToken);
    }

    private static NodeGroupSpec Spec(string name, int index, string role)
    {
        var group = new NodeGroupSpec
        {
            Name = name,
            NodeRoleArn = role,
            Scaling = new NodeGroupScaling(1, 1, 5),
            Labels = new Dictionary<string, string> { ["team"] = name },
        };
        return (index % 4) switch
        {
            0 => group with { LaunchTemplate = new NodeGroupLaunchTemplate("lt-0a1b2c3d4e5f60718", $"{name}-nodes", "7") },

            // Forgotten when the others were upgraded.
            1 => group with { Scaling = new NodeGroupScaling(2, 0, 4), Version = "1.32" },
            2 => group with { Scaling = new NodeGroupScaling(0, 0, 3), CapacityType = "SPOT" },
            _ => group with { Scaling = new NodeGroupScaling(1, 0, 2), Taints = [new NodeGroupTaint("dedicated", name, "NO_SCHEDULE")] },
        };
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var started = eks.Clock.GetTimestamp();
        while (eks.Observer.Snapshot() is var seen && (seen.Pods.Pending > 0 || seen.Nodes.Ready < seen.Nodes.Old + seen.Nodes.Cilium || seen.Nodes.Ready == 0))
        {
            if (eks.Clock.GetElapsedTime(started) > PodPatience)
            {
                throw new TimeoutException(
                    $"The cluster that is to be adopted has {seen.Pods.Pending} pending pods after {PodPatience.TotalMinutes:0} minutes.");
            }

            await Task.Delay(PodPoll, eks.Clock, cancellationToken);
        }
    }

    private string? Setting(string name) => settings.Values.GetValueOrDefault($"{settings.Project}:{name}");
}
