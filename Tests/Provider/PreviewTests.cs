using System.Collections.Immutable;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider;

[TestFixture]
internal sealed class PreviewTests : ProviderFixture
{
    [TestCaseSource(nameof(ResourceNames))]
    public async Task A_preview_touches_nothing_and_says_what_it_knows(string resource)
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        var versions = await Cluster.VersionsAsync();
        var inputs = Samples.Inputs(resource);
        var created = await CreateAsync(resource, inputs, preview: true);
        Assert.That(created.Id, Is.Null.Or.Empty);
        await AssertForeseenAsync(resource, inputs, created.Outputs!);

        created.Id = "some-id";
        var updated = await UpdateAsync(resource, created, inputs, inputs, preview: true);
        await AssertForeseenAsync(resource, inputs, updated.Outputs!);
        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));
    }

    [TestCaseSource(nameof(ResourceNames))]
    public async Task A_preview_needs_no_cluster(string resource)
    {
        await ConfigureAsync(PropertyValue.Computed);
        await CreateAsync(resource, Samples.Inputs(resource), preview: true);
    }

    private async Task AssertForeseenAsync(string resource, ImmutableDictionary<string, PropertyValue> inputs, IDictionary<string, PropertyValue> outputs)
    {
        foreach (var (name, value) in await CheckedAsync(resource, inputs))
        {
            Assert.That(outputs[name], Is.EqualTo(value), name);
        }

        foreach (var output in Samples.Handler(resource).Schema.Outputs)
        {
            Assert.That(outputs[output.Name].IsComputed, Is.True, output.Name);
        }
    }
}
