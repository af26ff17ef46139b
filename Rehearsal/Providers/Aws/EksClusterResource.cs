using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary><c>aws:eks/cluster:Cluster</c>, as far as <c>eks:index:Cluster</c> asks for it.</summary>
internal sealed class EksClusterResource(EksCloud cloud) : AwsResource(cloud)
{
    public override ImmutableHashSet<string> Known => ["name", "version", "roleArn", "subnetIds"];

    public override async Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var name = OptionalText(step.Inputs, "name") ?? AutoNames.Of(step.Key.Name, step.Urn);
        var subnets = (step.Inputs["subnetIds"] as JsonArray ?? []).Select(subnet => subnet!.GetValue<string>());
        var spec = new EksClusterSpec { Name = name, RoleArn = Text(step.Inputs, "roleArn"), SubnetIds = [.. subnets] };
        var cluster = await Cloud.CreateClusterAsync(
            OptionalText(step.Inputs, "version") is { } version ? spec with { Version = version } : spec, cancellationToken);
        var outputs = new JsonObject { ["name"] = cluster.Name, ["endpoint"] = cluster.Endpoint, ["version"] = cluster.Version };
        return new ResourceResult(name, Values.Overlay(step.Inputs, outputs));
    }

    public override Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken) => Cloud.DeleteClusterAsync(step.Id, cancellationToken);

    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken) =>
        Task.FromResult(Cloud.ListClusters().Contains(step.Id) ? AsItWas(step) : null);
}
