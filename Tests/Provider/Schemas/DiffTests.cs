using System.Collections.Immutable;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider.Schemas;

[TestFixture]
internal sealed class DiffTests : ProviderFixture
{
    private ImmutableDictionary<string, PropertyValue> move = null!;

    [SetUp]
    public async Task MoveAsync() => move = await CheckedAsync("WorkloadMove", Samples.Inputs("WorkloadMove"));

    [TestCaseSource(nameof(ResourceNames))]
    public async Task Nothing_changed_is_no_change(string resource)
    {
        var inputs = await CheckedAsync(resource, Samples.Inputs(resource));
        var diff = await DiffAsync(resource, inputs, inputs);
        Assert.That(diff.Changes, Is.False);
        Assert.That(diff.DetailedDiff, Is.Empty);
    }

    [TestCaseSource(nameof(ResourceNames))]
    public async Task A_changed_input_is_named_and_only_a_target_asks_for_a_replacement(string resource)
    {
        var inputs = await CheckedAsync(resource, Samples.Inputs(resource));
        foreach (var field in Samples.Handler(resource).Schema.Inputs.Where(field => inputs.ContainsKey(field.Name) && !field.IsForPreview))
        {
            var diff = await DiffAsync(resource, inputs, inputs.SetItem(field.Name, PropertyValue.Computed));
            Assert.That(diff.Changes, Is.True, field.Name);
            Assert.That(diff.Diffs, Is.EqualTo(new[] { field.Name }));
            var replaces = field.Name is "namespace" or "name" or "kind" or "nodeGroup";
            Assert.That(diff.Replaces, Is.EqualTo(replaces ? [field.Name] : Array.Empty<string>()));
            Assert.That(diff.DetailedDiff![field.Name].Kind, Is.EqualTo(replaces ? PropertyDiffKind.UpdateReplace : PropertyDiffKind.Update));
            Assert.That((await DiffAsync(resource, inputs, inputs.SetItem(field.Name, PropertyValue.Computed), field.Name)).Changes, Is.False, "ignored");
        }
    }

    [TestCase("", "", false)]
    [TestCase("", "abc", true)]
    [TestCase("abc", "", false)]
    [TestCase("abc", "abc", true, Description = "it was acted upon, and something is undone still")]
    [TestCase("abc", "def", true)]
    public async Task An_observation_counts_when_it_says_that_something_is_undone(string before, string after, bool changes)
    {
        var diff = await DiffAsync("WorkloadMove", move.SetItem("observed", Values.Of(before)), move.SetItem("observed", Values.Of(after)));
        Assert.That(diff.Changes, Is.EqualTo(changes));
    }

    [Test]
    public async Task Added_and_removed_inputs_are_told_apart()
    {
        var nodes = await CheckedAsync("NodesReady", Samples.Inputs("NodesReady"));
        var more = nodes.SetItem("absentTaint", Values.Of("a/b"));
        Assert.That((await DiffAsync("NodesReady", nodes, more)).DetailedDiff!["absentTaint"].Kind, Is.EqualTo(PropertyDiffKind.Add));
        Assert.That((await DiffAsync("NodesReady", more, nodes)).DetailedDiff!["absentTaint"].Kind, Is.EqualTo(PropertyDiffKind.Delete));
    }

    [Test]
    public async Task A_secret_of_the_same_value_is_the_same() =>
        Assert.That((await DiffAsync("WorkloadMove", move, move.SetItem("stage", move["stage"].WithSecret(true)))).Changes, Is.False);
}
