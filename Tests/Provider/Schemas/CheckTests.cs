using System.Collections.Immutable;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Schemas;

[TestFixture]
internal sealed class CheckTests : ProviderFixture
{
    [TestCaseSource(nameof(ResourceNames))]
    public async Task Every_required_input_that_is_missing_fails_by_its_own_name(string resource)
    {
        var response = await CheckAsync(resource, []);
        Assert.That(
            response.Failures!.Select(failure => failure.Property),
            Is.EquivalentTo(Samples.Handler(resource).Schema.Inputs.Where(field => field.Required).Select(field => field.Name)));
        Assert.That(response.Failures!.Select(failure => failure.Reason), Is.All.StartsWith("is required: "));
    }

    [TestCaseSource(nameof(ResourceNames))]
    public async Task Every_input_of_the_wrong_type_fails_by_its_own_name(string resource)
    {
        foreach (var field in Samples.Handler(resource).Schema.Inputs)
        {
            var wrong = field.Type == CniMigration.Provider.Schemas.FieldType.Text ? Values.Of(1.5) : Values.Of("text");
            var response = await CheckAsync(resource, Samples.Inputs(resource).SetItem(field.Name, wrong));
            Assert.That(response.Failures!.Select(failure => failure.Property), Is.EqualTo(new[] { field.Name }));
        }
    }

    [TestCaseSource(nameof(ResourceNames))]
    public async Task Unknowns_pass(string resource)
    {
        var unknown = Samples.Handler(resource).Schema.Inputs.ToImmutableDictionary(field => field.Name, _ => PropertyValue.Computed);
        Assert.That(await CheckedAsync(resource, unknown), Is.EqualTo(unknown));
    }

    [TestCaseSource(nameof(ResourceNames))]
    public async Task A_property_that_does_not_exist_fails_with_those_that_do(string resource)
    {
        var response = await CheckAsync(resource, Samples.Inputs(resource).SetItem("colour", Values.Of("red")));
        Assert.That(response.Failures!.Single().Property, Is.EqualTo("colour"));
        Assert.That(response.Failures!.Single().Reason, Does.Contain(Samples.Handler(resource).Schema.Inputs[0].Name));
    }

    [TestCaseSource(nameof(ResourceNames))]
    public async Task Defaults_are_filled_in(string resource)
    {
        var inputs = await CheckedAsync(resource, Samples.Inputs(resource));
        foreach (var field in Samples.Handler(resource).Schema.Inputs.Where(field => field.Default is not null))
        {
            Assert.That(inputs[field.Name], Is.EqualTo(field.DefaultValue), field.Name);
        }
    }

    [TestCase("NodeLabels", "nodeSelector", "")]
    [TestCase("NodeLabels", "nodeSelector", "a in b")]
    [TestCase("NodeLabels", "stage", "half-way")]
    [TestCase("DaemonSetPlacement", "name", "Aws_Node")]
    [TestCase("DaemonSetPlacement", "operator", "Like")]
    [TestCase("DaemonSetPlacement", "key", "a b")]
    [TestCase("WorkloadMove", "destination", "mars")]
    [TestCase("WorkloadMove", "budgetTimeoutSeconds", 0)]
    [TestCase("NodesReady", "count", -2)]
    [TestCase("NodesReady", "absentDaemonSet", "aws-node")]
    [TestCase("ConnectivityCheck", "port", 70000)]
    [TestCase("NodeGroupGuard", "purpose", "explode")]
    public async Task A_value_that_cannot_be_meant_fails_by_its_field(string resource, string field, object value)
    {
        var response = await CheckAsync(resource, Samples.Inputs(resource).SetItem(field, Values.Of(value)));
        Assert.That(response.Failures!.Select(failure => failure.Property), Is.EqualTo(new[] { field }));
    }

    [TestCase("cni=aws-cni")]
    [TestCase("cni!=aws-cni,eks.amazonaws.com/nodegroup in (ng-1, ng-2)")]
    [TestCase("!cni")]
    [TestCase("cni")]
    [TestCase("cni notin (aws-cni), kubernetes.io/os == linux")]
    public async Task Selectors_are_written_as_kubectl_does(string selector) =>
        await CheckedAsync("NodeLabels", Samples.Inputs("NodeLabels").SetItem("nodeSelector", Values.Of(selector)));
}
