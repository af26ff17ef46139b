using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary><c>aws:eks/nodeGroup:NodeGroup</c>, which can be imported by the id <c>cluster:group</c>.</summary>
internal sealed class NodeGroupResource(EksCloud cloud) : AwsResource(cloud)
{
    private static readonly ImmutableArray<string> Inputs =
    [
        "clusterName", "nodeGroupName", "nodeRoleArn", "instanceTypes", "diskSize", "subnetIds", "labels", "taints", "scalingConfig", "capacityType",
        "amiType", "version", "launchTemplate",
    ];

    // Unset, each is none, so that one of somebody else's is a difference.
    private static readonly ImmutableArray<string> Always = ["scalingConfig", "labels", "taints"];

    public override ImmutableHashSet<string> Changeable => ["scalingConfig", "labels", "taints", "tags"];

    public override ImmutableHashSet<string> Known => [.. Inputs, "tags"];

    public override async Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (cluster, name) = (Text(step.Inputs, "clusterName"), Text(step.Inputs, "nodeGroupName"));
        var spec = new NodeGroupSpec { Name = name, Scaling = Scaling(step.Inputs), NodeRoleArn = Text(step.Inputs, "nodeRoleArn") };
        spec = spec with
        {
            InstanceType = step.Inputs["instanceTypes"] is JsonArray { Count: 1 } types
                ? types[0]!.GetValue<string>()
                : throw new EngineException($"{step.Key}: the rehearsal models node groups of exactly one instance type."),
            DiskSize = step.Inputs["diskSize"] is { } disk ? (int)Values.Number(disk) : spec.DiskSize,
            CapacityType = OptionalText(step.Inputs, "capacityType") ?? spec.CapacityType,
            Version = OptionalText(step.Inputs, "version"),
            AmiType = OptionalText(step.Inputs, "amiType") ?? spec.AmiType,
            SubnetIds = [.. (step.Inputs["subnetIds"] as JsonArray ?? []).Select(subnet => subnet!.GetValue<string>())],
            Labels = Labels(step.Inputs),
            Taints = Taints(step.Inputs),
        };
        await Cloud.CreateNodeGroupAsync(cluster, spec, cancellationToken);
        await SettleAsync(cluster, name, cancellationToken);
        return new ResourceResult($"{cluster}:{name}", Describe($"{cluster}:{name}"));
    }

    public override async Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (cluster, name) = Parts(step.Id);
        var changed = Values.Differences(step.OldInputs ?? [], step.Inputs);
        if (changed.IsEmpty)
        {
            // The last update was given up, and EKS takes none that changes nothing: the group goes on trying by itself.
            return Describe(step.Id);
        }

        await Cloud.UpdateNodeGroupAsync(
            cluster,
            name,
            new NodeGroupUpdate
            {
                Scaling = changed.Contains("scalingConfig") ? Scaling(step.Inputs) : null,
                Labels = changed.Contains("labels") ? Labels(step.Inputs) : null,
                Taints = changed.Contains("taints") ? Taints(step.Inputs) : null,
            },
            cancellationToken);
        await SettleAsync(cluster, name, cancellationToken);
        return Describe(step.Id);
    }

    public override async Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (cluster, name) = Parts(step.Id);
        await Cloud.DeleteNodeGroupAsync(cluster, name, cancellationToken);
        if (await Cloud.WaitForNodeGroupAsync(cluster, name, cancellationToken) is { } left)
        {
            throw Unsettled(left);
        }
    }

    /// <summary>What is asked for of the group, and no defaults of what is not; to be imported, all of it.</summary>
    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        if (Find(step.Id) is not { } outputs)
        {
            return Task.FromResult<ResourceResult?>(null);
        }

        var inputs = Inputs.Where(input => outputs[input] is not null && (step.OldInputs?.ContainsKey(input) != false || Always.Contains(input)))
            .Select(input => KeyValuePair.Create(input, outputs[input]?.DeepClone()));
        return Task.FromResult<ResourceResult?>(new ResourceResult(step.Id, outputs, new JsonObject(inputs)));
    }

    /// <summary>The group as AWS describes it, in the words of its resource; null where it is gone.</summary>
    private JsonObject? Find(string id)
    {
        var (cluster, name) = Parts(id);
        if (!Cloud.ListClusters().Contains(cluster) || !Cloud.ListNodeGroups(cluster).Contains(name))
        {
            return null;
        }

        var group = new AwsFunctions(Cloud).NodeGroup(Cloud.DescribeNodeGroup(cluster, name));
        group["scalingConfig"] = group["scalingConfigs"]![0]!.DeepClone();
        group.Remove("scalingConfigs");
        if (group["launchTemplates"] is JsonArray and [{ } template])
        {
            group["launchTemplate"] = template.DeepClone();
        }

        group.Remove("launchTemplates");
        group.Remove("id");
        return group;
    }

    private async Task SettleAsync(string cluster, string name, CancellationToken cancellationToken)
    {
        var group = await Cloud.WaitForNodeGroupAsync(cluster, name, cancellationToken)
            ?? throw new EngineException($"The node group {name} went away while it was changed.");
        if (group.UpdateError is { } error)
        {
            throw new UnfinishedUpdateException(
                $"Expected the node group {name} to change its size or its labels. Seen: EKS gave the update up, {Describe(error)} "
                + "What was asked for stays asked for, and the group goes on trying: remove the cause "
                + $"(aws eks describe-nodegroup --cluster-name {cluster} --nodegroup-name {name} "
                + "--query nodegroup.health), then run again.");
        }

        // One that EKS finds unwell has changed all the same.
        if (group.Status is not ("ACTIVE" or "DEGRADED"))
        {
            throw Unsettled(group);
        }
    }

    private static EngineException Unsettled(EksNodeGroup group) => new(
        $"The node group {group.Name} is {group.Status}, not ACTIVE: {string.Join("; ", group.Health.Select(Describe).DefaultIfEmpty("EKS gives no reason"))}");

    private static string Describe(NodeGroupIssue issue) =>
        $"{issue.Code}: {issue.Message.TrimEnd('.')}{(issue.ResourceIds.Count > 0 ? $" ({string.Join(", ", issue.ResourceIds)})" : "")}.";

    private JsonObject Describe(string id) => Find(id) ?? throw new EngineException($"The node group {id} went away while it was changed.");

    private static NodeGroupScaling Scaling(JsonObject inputs)
    {
        var config = inputs["scalingConfig"]!;
        return new NodeGroupScaling((int)Values.Number(config["desiredSize"]!), (int)Values.Number(config["minSize"]!), (int)Values.Number(config["maxSize"]!));
    }

    private static Dictionary<string, string> Labels(JsonObject inputs) =>
        (inputs["labels"] as JsonObject ?? []).ToDictionary(label => label.Key, label => label.Value!.GetValue<string>());

    private static IReadOnlyList<NodeGroupTaint> Taints(JsonObject inputs) =>
        [.. (inputs["taints"] as JsonArray ?? [])
            .Select(taint => new NodeGroupTaint(taint!["key"]!.ToString(), taint["value"]?.ToString() ?? "", taint["effect"]!.ToString()))];

    private static (string Cluster, string Name) Parts(string id)
    {
        var parts = id.Split(':', 2);
        return (parts[0], parts[1]);
    }
}
