using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary>The packages <c>aws</c> and <c>eks</c>. What the latter has are remote components: one resource each to the program.</summary>
internal sealed class AwsPackage(EksCloud cloud, string region) : IProviderPackage
{
    private readonly Dictionary<string, AwsResource> types = new()
    {
        ["aws:iam/role:Role"] = new IamRoleResource(cloud),
        ["aws:iam/rolePolicy:RolePolicy"] = new IamRolePolicyResource(cloud),
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = new IamRolePolicyAttachmentResource(cloud),
        ["aws:eks/nodeGroup:NodeGroup"] = new NodeGroupResource(cloud),
        ["eks:index:Cluster"] = new EksClusterResource(cloud),
        ["eks:index:ManagedNodeGroup"] = new ManagedNodeGroupResource(cloud),
    };

    public bool IsRemoteComponent(string type) => type.StartsWith("eks:", StringComparison.Ordinal);

    public bool CanRead(string type) => type != "eks:index:Cluster";

    public Task<ResourceProvider> ConfigureAsync(JsonObject configuration, CancellationToken cancellationToken)
    {
        var asked = configuration["region"]?.GetValue<string>() ?? region;
        return asked == cloud.Region
            ? Task.FromResult<ResourceProvider>(new AwsProvider(cloud, types))
            : throw new EngineException($"The embedded cloud is in {cloud.Region}, and the program asks for {asked}.");
    }
}
