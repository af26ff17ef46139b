using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary><c>aws:eks/nodeGroup:NodeGroup</c>, which can be imported by the id <c>cluster:group</c>.</summary>
internal sealed class NodeGroupResource(EksCloud cloud) : ManagedNodeGroupResource(cloud)
{
    private static readonly ImmutableArray<string> Inputs =
    [
        "clusterName", "nodeGroupName", "nodeRoleArn", "instanceTypes", "diskSize", "subnetIds", "labels", "taints", "scalingConfig", "capacityType",
        "amiType", "version", "launchTemplate",
    ];

    public override ImmutableHashSet<string> Known => [.. Inputs, "tags"];

    public override async Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var created = await base.CreateAsync(step, cancellationToken);
        return created with { Outputs = Describe(created.Id) };
    }

    public override async Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        await base.UpdateAsync(step, cancellationToken);
        return Describe(step.Id);
    }

    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        if (Find(step.Id) is not { } outputs)
        {
            return Task.FromResult<ResourceResult?>(null);
        }

        var inputs = new JsonObject(Inputs.Select(input => KeyValuePair.Create(input, outputs[input]?.DeepClone())).Where(input => input.Value is not null));
        return Task.FromResult<ResourceResult?>(new ResourceResult(step.Id, outputs, inputs));
    }

    protected override string ClusterOf(ResourceStep step) => Text(step.Inputs, "clusterName");

    private JsonObject Describe(string id) => Find(id) ?? throw new EngineException($"The node group {id} went away while it was changed.");
}
