using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary>
/// <c>eks:index:ManagedNodeGroup</c>: a node group of the component's own name, with the cluster's version where it asks for none and sizes of 2, 1 and 2
/// where it asks for none (pulumi/pulumi-eks, nodejs/eks/nodes/nodegroup.ts, createManagedNodeGroup).
/// </summary>
internal sealed class ManagedNodeGroupComponent(EksCloud cloud) : IRemoteComponent
{
    private static readonly ImmutableHashSet<string> Known =
    [
        "cluster", "nodeGroupName", "nodeRoleArn", "instanceTypes", "diskSize", "subnetIds", "labels", "taints", "scalingConfig", "tags",
        "capacityType", "amiType", "version",
    ];

    public async Task<ResourceResult> ConstructAsync(ResourceStep component, InnerRegistration register)
    {
        AwsProvider.Refuse(component, Known);
        var inputs = Values.Copy(component.Inputs);
        inputs.Remove("cluster");
        inputs["scalingConfig"] = Values.Overlay(
            new JsonObject { ["desiredSize"] = 2.0, ["minSize"] = 1.0, ["maxSize"] = 2.0 }, inputs["scalingConfig"] as JsonObject ?? []);
        var unknown = component.Unknown;
        if (component.Resolve(component.Inputs["cluster"]) is { Id: { Length: > 0 } cluster })
        {
            inputs["clusterName"] = cluster;
            inputs["version"] ??= cloud.DescribeCluster(cluster).Version;
        }
        else
        {
            unknown = component.Preview
                ? unknown.Add("clusterName").Add("version")
                : throw new EngineException($"{component.Key}: the rehearsal models node groups whose cluster is a resource of the same program.");
        }

        var group = await register(new InnerResource("aws:eks/nodeGroup:NodeGroup", component.Key.Name, inputs) { Unknown = unknown });
        return new ResourceResult(group.Id, []);
    }
}
