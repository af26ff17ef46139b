using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Resources;

[TestFixture]
internal sealed class DeploymentPauseTests : ProviderFixture
{
    private static readonly ImmutableDictionary<string, PropertyValue> Inputs =
        Values.Of(("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "cluster-autoscaler"));

    [Test]
    public async Task Scales_to_zero_with_the_replicas_on_record_and_back()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var created = await CreateAsync("DeploymentPause", Inputs);
        Assert.That(created.Outputs.Number("replicas"), Is.EqualTo(2));
        Assert.That(created.Outputs.Flag("present"), Is.True);
        Assert.That(await ReplicasAsync(), Is.Zero);

        await DeleteAsync("DeploymentPause", created, Inputs);
        Assert.That(await ReplicasAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task An_absent_Deployment_is_fine()
    {
        var created = await CreateAsync("DeploymentPause", Inputs);
        Assert.That(created.Outputs.Flag("present"), Is.False);
        await DeleteAsync("DeploymentPause", created, Inputs);
    }

    [Test]
    public async Task A_second_owner_keeps_the_replicas_of_the_first()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var first = await CreateAsync("DeploymentPause", Inputs);
        var second = await CreateAsync("DeploymentPause", Inputs);
        Assert.That(second.Outputs.Number("replicas"), Is.EqualTo(2));

        await DeleteAsync("DeploymentPause", first, Inputs);
        Assert.That(await ReplicasAsync(), Is.Zero);
        await DeleteAsync("DeploymentPause", second, Inputs);
        Assert.That(await ReplicasAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task One_that_somebody_scaled_up_since_stays_so_and_is_reported()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var created = await CreateAsync("DeploymentPause", Inputs);
        await ScaleAsync(5);
        await DeleteAsync("DeploymentPause", created, Inputs);

        Assert.That(await ReplicasAsync(), Is.EqualTo(5));
        Assert.That(Log.Warnings, Has.Exactly(1).Contains("5 replicas"));
    }

    [Test]
    public async Task One_that_somebody_scaled_up_and_that_is_paused_again_gets_back_what_they_asked_for()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await CreateAsync("DeploymentPause", Inputs);
        await ScaleAsync(5);
        var again = await CreateAsync("DeploymentPause", Inputs);
        Assert.That(again.Outputs.Number("replicas"), Is.EqualTo(5));
        Assert.That(await ReplicasAsync(), Is.Zero);

        await DeleteAsync("DeploymentPause", again, Inputs);
        Assert.That(await ReplicasAsync(), Is.EqualTo(5));
    }

    [Test]
    public async Task One_that_was_at_zero_before_stays_there()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await ScaleAsync(0);
        var created = await CreateAsync("DeploymentPause", Inputs);
        await DeleteAsync("DeploymentPause", created, Inputs);
        Assert.That(await ReplicasAsync(), Is.Zero);
    }

    [Test]
    public async Task A_record_that_somebody_damaged_is_an_error_and_not_a_loss()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var created = await CreateAsync("DeploymentPause", Inputs);
        await Cluster.PatchAsync(ResourceTypes.Deployments, "kube-system", "cluster-autoscaler",
            new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["cni-migration.io/replicas"] = "two" } } });

        Assert.That(async () => await DeleteAsync("DeploymentPause", created, Inputs),
            Throws.InstanceOf<CniMigration.Migration.Errors.MigrationException>().With.Message.Contains("cni-migration.io/replicas"));
    }

    private async Task<int?> ReplicasAsync() =>
        (int?)(await Cluster.GetAsync(ResourceTypes.Deployments, "kube-system", "cluster-autoscaler"))["spec"]!["replicas"];

    private Task ScaleAsync(int replicas) => Cluster.PatchAsync(
        ResourceTypes.Deployments, "kube-system", "cluster-autoscaler", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } });
}
