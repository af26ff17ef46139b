using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary>The packages <c>aws</c> and <c>eks</c>. What the latter has are remote components, in which there are resources of the former.</summary>
internal sealed class AwsPackage(EksCloud cloud, string region) : IProviderPackage
{
    private readonly Dictionary<string, AwsResource> types = new()
    {
        ["aws:iam/role:Role"] = new IamRoleResource(cloud),
        ["aws:iam/rolePolicy:RolePolicy"] = new IamRolePolicyResource(cloud),
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = new IamRolePolicyAttachmentResource(cloud),
        ["aws:eks/nodeGroup:NodeGroup"] = new NodeGroupResource(cloud),
        ["aws:eks/cluster:Cluster"] = new EksClusterResource(cloud),
    };

    private readonly Dictionary<string, IRemoteComponent> components = new()
    {
        ["eks:index:Cluster"] = new EksClusterComponent(cloud),
        ["eks:index:ManagedNodeGroup"] = new ManagedNodeGroupComponent(cloud),
    };

    public IRemoteComponent? RemoteComponent(string type) => components.GetValueOrDefault(type);

    public Task<ResourceProvider> ConfigureAsync(JsonObject configuration, CancellationToken cancellationToken)
    {
        var asked = configuration["region"]?.GetValue<string>() ?? region;
        return asked == cloud.Region
            ? Task.FromResult<ResourceProvider>(new AwsProvider(cloud, types))
            : throw new EngineException($"The embedded cloud is in {cloud.Region}, and the program asks for {asked}.");
    }
}
