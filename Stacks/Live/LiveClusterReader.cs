using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Components.Sources;
using CniMigration.Stacks.Settings;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;
using Eks = Pulumi.Aws.Eks;

namespace CniMigration.Stacks.Live;

/// <summary>
/// Reads the cluster before anything is declared. Only an absent name reads as "nothing done yet"; a read that fails or comes back
/// empty stops the run. Everything awaited here is a plain value, so that a preview and an update see the same.
/// </summary>
/// <param name="settings">Which cluster, and which groups of it.</param>
/// <param name="goal">What the cluster is to look like at the stage asked for: a move that lies on the way there is planned.</param>
/// <param name="onRecord">What it looks like at the stage that is on record; stops the run where nobody can tell.</param>
/// <param name="parent">The parent of what reading takes.</param>
internal sealed class LiveClusterReader(MigrationSettings settings, ClusterShape goal, Func<MigrationState, ClusterShape> onRecord, Resource parent)
{
    private static readonly string[] NotTerminated = ["pending", "running", "shutting-down", "stopping", "stopped"];

    public async Task<LiveCluster> ReadAsync()
    {
        var clusters = await Eks.GetClusters.InvokeAsync();
        if (clusters is null || clusters.Names.IsDefault)
        {
            throw Empty("the list of clusters");
        }

        return clusters.Names.Contains(settings.ClusterName) ? await ReadExistingAsync()
            : settings.AdoptCluster ? throw Adoption.NoCluster(settings, clusters.Names)
            : LiveCluster.Absent;
    }

    private async Task<LiveCluster> ReadExistingAsync()
    {
        var cluster = await Eks.GetCluster.InvokeAsync(new Eks.GetClusterArgs { Name = settings.ClusterName });
        if (cluster is null || string.IsNullOrEmpty(cluster.Endpoint) || cluster.CertificateAuthorities.IsDefaultOrEmpty)
        {
            throw Empty($"the cluster {settings.ClusterName}{(string.IsNullOrEmpty(cluster?.Status) ? "" : $", which is {cluster.Status},")}");
        }

        if (cluster.Status is not ("ACTIVE" or "UPDATING"))
        {
            throw new RunException($"The cluster {settings.ClusterName} is {cluster.Status}, not ACTIVE. Nothing was changed; run again when it is.");
        }

        var reader = new MigrationProvider(
            "reader",
            new MigrationProviderArgs
            {
                Kubeconfig = ExecKubeconfig.Of(settings, cluster.Endpoint, cluster.CertificateAuthorities[0].Data),
            },
            new CustomResourceOptions { Parent = parent });
        var state = await ReadStateAsync(reader);
        Adoption.RequireSameOrigin(settings, state.Origin);
        var live = new LiveCluster
        {
            Name = settings.ClusterName,
            Endpoint = cluster.Endpoint,
            CertificateAuthority = cluster.CertificateAuthorities[0].Data,
            Arn = cluster.Arn,
            OidcIssuer = Adoption.IssuerOf(cluster),
            Version = cluster.Version,
            VpcId = cluster.VpcConfig?.VpcId,
            VpcRanges = await VpcRangesAsync(cluster.VpcConfig?.VpcId),
            SubnetIds = Sorted(cluster.VpcConfig?.SubnetIds ?? []),
            State = await WithoutPreservedAddOnsAsync(state),
            PoliciesAllowed = settings.AllowPolicies,
            UnenforcedAllowed = settings.AllowUnenforcedPolicies,
            PoliciesEarly = settings.PoliciesEarly,
            KubeProxyIsReplaced = settings.Cilium.KubeProxyReplacement,
            HostPortsAreServed = settings.Cilium.KubeProxyReplacement || settings.Cilium.Portmap,
        };
        live = await ReadGroupsAsync(live with { IssuerIsTrusted = !settings.AdoptCluster || await Adoption.IsIssuerTrustedAsync(live) });
        return await PlannedAsync(live with { Sources = PodSources.Of(settings, live) }, state, reader);
    }

    /// <summary>The primary range first: it is the one that Cilium finds by itself.</summary>
    private static async Task<ImmutableArray<string>> VpcRangesAsync(string? vpcId)
    {
        var vpc = await Ec2.GetVpc.InvokeAsync(new Ec2.GetVpcArgs { Id = vpcId });
        return string.IsNullOrEmpty(vpc?.CidrBlock)
            ? throw Empty($"the VPC {vpcId}")
            : [vpc.CidrBlock, .. OrEmpty(vpc.CidrBlockAssociations).Where(range => range.State == "associated").Select(range => range.CidrBlock)
                .Except([vpc.CidrBlock])];
    }

    private async Task<MigrationState> ReadStateAsync(MigrationProvider reader)
    {
        var args = new GetMigrationStateArgs
        {
            OldNodeGroups = [.. settings.OldNodeGroups],
            CiliumNodeGroup = settings.CiliumNodeGroup,
            AutoscalerNamespace = settings.AutoscalerNamespace,
            AutoscalerName = settings.AutoscalerName,
        };
        var state = await GetMigrationState.InvokeAsync(args, new InvokeOptions { Parent = parent, Provider = reader });

        // An invoke on a provider whose configuration is unknown answers with an empty map and no error.
        return state is { OldNodes: not null, CiliumNodes: not null, AwsNode: not null, Autoscaler: not null, Undone: not null }
            && state is { Cilium: not null, KubeProxy: not null }
            ? state with
            {
                Records = OrEmpty(state.Records),
                Guards = OrEmpty(state.Guards),
                ForeignNodes = OrEmpty(state.ForeignNodes),
                Policies = OrEmpty(state.Policies),
                AddressPolicies = OrEmpty(state.AddressPolicies),
                PoliciedOnOldNodes = OrEmpty(state.PoliciedOnOldNodes),
                HostPorts = OrEmpty(state.HostPorts),
                NodeGroupSizes = OrEmpty(state.NodeGroupSizes),
                NodeScalers = OrEmpty(state.NodeScalers),
                AwsNode = state.AwsNode with { KeepsSourceAddressTo = OrEmpty(state.AwsNode.KeepsSourceAddressTo) },
            }
            : throw Empty($"the state of the cluster {settings.ClusterName}");
    }

    /// <summary>An add-on that was deleted but preserved leaves EKS's name on what it deployed, and manages it no more.</summary>
    private async Task<MigrationState> WithoutPreservedAddOnsAsync(MigrationState state) => state with
    {
        AwsNode = state.AwsNode with { ManagedBy = await IsManagedAsync(state.AwsNode.ManagedBy, AwsNode.Cni.AddOn) ? "eks" : "" },
        KubeProxy = state.KubeProxy with { ManagedBy = await IsManagedAsync(state.KubeProxy.ManagedBy, MigrationNames.KubeProxy) ? "eks" : "" },
    };

    private async Task<bool> IsManagedAsync(string name, string addOn) => name == "eks" && await Lookup.ExistsAsync(
        () => Eks.GetAddon.InvokeAsync(new Eks.GetAddonArgs { ClusterName = settings.ClusterName, AddonName = addOn }));

    private async Task<LiveCluster> ReadGroupsAsync(LiveCluster live)
    {
        var groups = await Eks.GetNodeGroups.InvokeAsync(new Eks.GetNodeGroupsArgs { ClusterName = settings.ClusterName });
        if (groups is null)
        {
            throw Empty($"the list of node groups of {settings.ClusterName}");
        }

        var present = OrEmpty(groups.Names);
        Adoption.RequireGroups(settings, present);
        var old = ImmutableArray.CreateBuilder<LiveNodeGroup>();
        foreach (var name in settings.OldNodeGroups.Where(name => present.Contains(name)))
        {
            old.Add(await ReadGroupAsync(name));
        }

        return live with
        {
            OldGroups = old.ToImmutable(),
            CiliumGroup = present.Contains(settings.CiliumNodeGroup) ? await ReadGroupAsync(settings.CiliumNodeGroup) : null,
        };
    }

    private async Task<LiveNodeGroup> ReadGroupAsync(string name)
    {
        var group = await Eks.GetNodeGroup.InvokeAsync(new Eks.GetNodeGroupArgs { ClusterName = settings.ClusterName, NodeGroupName = name });
        if (group is null || group.ScalingConfigs.IsDefaultOrEmpty)
        {
            throw Empty($"the node group {name}");
        }

        var instances = await Ec2.GetInstances.InvokeAsync(new Ec2.GetInstancesArgs
        {
            InstanceTags = new Dictionary<string, string> { ["eks:cluster-name"] = settings.ClusterName, ["eks:nodegroup-name"] = name },
            InstanceStateNames = [.. NotTerminated],
        });
        return instances is null || instances.Ids.IsDefault
            ? throw Empty($"the instances of the node group {name}")
            : new LiveNodeGroup(name, group.Status, group.ScalingConfigs[0].DesiredSize, instances.Ids.Length, Sorted(group.SubnetIds))
            {
                AmiType = group.AmiType,
                Adopted = settings.AdoptCluster ? Adoption.Describe(group) : null,
            };
    }

    private async Task<LiveCluster> PlannedAsync(LiveCluster live, MigrationState state, MigrationProvider reader)
    {
        live = live with { OnRecord = onRecord(state) };
        var forward = goal.WorkloadsOnCilium;
        if (live.OnRecord.WorkloadsOnCilium == forward || (forward ? state.CiliumNodes : state.OldNodes).Ready == 0)
        {
            return live;
        }

        var free = await FreeAddressesAsync(forward ? [live.CiliumGroup!] : live.OldGroups);
        var args = settings.Moves.Tell(new PlanMoveArgs
        {
            OldNodeGroups = [.. settings.OldNodeGroups],
            CiliumNodeGroup = settings.CiliumNodeGroup,
            AutoscalerNamespace = settings.AutoscalerNamespace,
            AutoscalerName = settings.AutoscalerName,
            Destination = forward ? MoveDestination.Cilium : live.Source.Side,
            FreeAddresses = new Dictionary<string, int>(free),
        });
        var plan = await PlanMove.InvokeAsync(args, new InvokeOptions { Parent = parent, Provider = reader });
        return plan is null || plan.Blockers.IsDefault ? throw Empty("the plan of the move") : live with { Plan = plan, FreeAddresses = free };
    }

    /// <summary>What the subnets of the destination have left, by zone, before any of its nodes takes more.</summary>
    private static async Task<ImmutableDictionary<string, int>> FreeAddressesAsync(IEnumerable<LiveNodeGroup> destination)
    {
        var free = ImmutableDictionary.CreateBuilder<string, int>();
        foreach (var id in destination.SelectMany(group => group.SubnetIds).Distinct().Order(StringComparer.Ordinal))
        {
            var subnet = await Ec2.GetSubnet.InvokeAsync(new Ec2.GetSubnetArgs { Id = id });
            if (subnet is null || string.IsNullOrEmpty(subnet.AvailabilityZone))
            {
                throw Empty($"the subnet {id}");
            }

            free[subnet.AvailabilityZone] = free.GetValueOrDefault(subnet.AvailabilityZone) + subnet.AvailableIpAddressCount;
        }

        return free.ToImmutable();
    }

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> values) => values.IsDefault ? [] : values;

    private static ImmutableArray<string> Sorted(ImmutableArray<string> values) => [.. OrEmpty(values).Order(StringComparer.Ordinal)];

    private static RunException Empty(string what) => new(
        $"Reading {what} gave nothing, and nothing read is not the same as nothing done. No resource was changed. "
        + "Look at the provider's own errors above, check credentials and region, and run again.");
}
