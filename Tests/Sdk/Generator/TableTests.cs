namespace CniMigration.Tests.Sdk.Generator;

/// <summary>A few lines of a table become the classes that the real package has.</summary>
[TestFixture]
internal sealed class TableTests
{
    [Test]
    public void A_resource_becomes_a_class_with_its_outputs_and_arguments_with_its_inputs()
    {
        var package = Compiled("""
            namespace Pulumi.Sample

            resource sample:index:Group   # a comment
              name, region: string in! out
              labels: string{} in out?
              sizes: int[] in
              limit: int|string in
              policy: string in as PolicyDocument
              arn: string out
            """);

        Assert.That(package.Classes.Keys, Is.EquivalentTo(new[] { "Pulumi.Sample.Group", "Pulumi.Sample.GroupArgs" }));
        Assert.That(package.Classes["Pulumi.Sample.Group"], Has.All(
            "public partial class Group(string name, global::Pulumi.Sample.GroupArgs args, CustomResourceOptions? options = null)",
            ": CustomResource(\"sample:index:Group\", name, args, options)",
            "[Output(\"region\")] public Output<string> Region { get; private set; } = null!;",
            "[Output(\"labels\")] public Output<ImmutableDictionary<string, string>?> Labels { get; private set; } = null!;"));
        Assert.That(package.Classes["Pulumi.Sample.GroupArgs"], Has.All(
            "[Input(\"name\", required: true)] public Input<string> Name { get; set; } = default!;",
            "[field: Input(\"labels\")] public InputMap<string> Labels { get => field ??= new(); set; }",
            "[field: Input(\"sizes\")] public InputList<int> Sizes { get => field ??= new(); set; }",
            "[Input(\"limit\")] public InputUnion<int, string>? Limit { get; set; }",
            "[Input(\"policy\")] public Input<string>? PolicyDocument { get; set; }"));
    }

    [Test]
    public void A_resource_without_required_inputs_needs_no_arguments() => Assert.That(
        Compiled("namespace Pulumi.Sample\nresource sample:index:Group\n  name: string in out").Classes["Pulumi.Sample.Group"],
        Has.All("global::Pulumi.Sample.GroupArgs? args = null", "name, args ?? new(), options)"));

    [Test]
    public void A_component_is_remote_and_takes_plain_inputs()
    {
        var package = Compiled("""
            namespace Pulumi.Sample
            component sample:index:Cluster
              flag: bool in plain
              options: Options in plain
              byName: Options{} in plain
            args Options
              mode: Mode plain
            enum Mode
              On = ON
              Off = OFF obsolete
            """);

        Assert.That(package.Classes["Pulumi.Sample.Cluster"], Has.All(": ComponentResource(\"sample:index:Cluster\"", "options, remote: true)"));
        Assert.That(package.Classes["Pulumi.Sample.ClusterArgs"], Has.All(
            "public bool? Flag { get; set; }", "public global::Pulumi.Sample.Inputs.OptionsArgs? Options { get; set; }",
            "public Dictionary<string, global::Pulumi.Sample.Inputs.OptionsArgs> ByName { get => field ??= new(); set; }"));
        Assert.That(package.Classes["Pulumi.Sample.Mode"], Has.All(
            "public static Mode On { get; } = new(\"ON\");", "[global::System.Obsolete(\"The real package marks it obsolete.\")] public static Mode Off"));
    }

    [Test]
    public void What_a_provider_is_configured_with_travels_as_json_unless_it_is_text() => Assert.That(
        Compiled("namespace Pulumi.Sample\nprovider sample\n  region: string in\n  retries: int in").Classes["Pulumi.Sample.ProviderArgs"],
        Has.All("[Input(\"region\")]", "[Input(\"retries\", json: true)]"));

    [Test]
    public void A_function_takes_arguments_of_both_kinds_and_answers_with_its_outputs()
    {
        var package = Compiled("""
            namespace Pulumi.Sample
            function sample:index/getGroup:getGroup
              name: string in! out
              filters: getGroupFilter[] in out
              default: bool out
            type getGroupFilter
              values: string[] in! out
            """);

        Assert.That(package.Classes.Keys, Is.EquivalentTo(new[]
        {
            "Pulumi.Sample.GetGroup", "Pulumi.Sample.GetGroupArgs", "Pulumi.Sample.GetGroupInvokeArgs", "Pulumi.Sample.GetGroupResult",
            "Pulumi.Sample.Inputs.GetGroupFilterArgs", "Pulumi.Sample.Inputs.GetGroupFilterInputArgs", "Pulumi.Sample.Outputs.GetGroupFilterResult",
        }));
        Assert.That(package.Classes["Pulumi.Sample.GetGroupArgs"], Has.All(
            "public string Name { get; set; } = default!;",
            "public List<global::Pulumi.Sample.Inputs.GetGroupFilterArgs> Filters { get => field ??= new(); set; }"));
        Assert.That(
            package.Classes["Pulumi.Sample.GetGroupInvokeArgs"], Has.All("public InputList<global::Pulumi.Sample.Inputs.GetGroupFilterInputArgs> Filters"));
        Assert.That(package.Classes["Pulumi.Sample.GetGroupResult"], Has.All(
            "public readonly ImmutableArray<global::Pulumi.Sample.Outputs.GetGroupFilterResult> Filters;", "Default = @default;"));
    }

    [Test]
    public void Types_that_share_their_lines_are_declared_together() => Assert.That(
        Compiled("namespace Pulumi.Sample\nargs Ingress, Egress\n  port: int in!").Classes.Keys,
        Is.EquivalentTo(new[] { "Pulumi.Sample.Inputs.IngressArgs", "Pulumi.Sample.Inputs.EgressArgs" }));

    [Test]
    public void A_module_of_Kubernetes_is_laid_out_as_its_package_is()
    {
        var package = Generated.From(
            ("Apps.api", "kubernetes Apps.V1\nresource kubernetes:apps/v1:Deployment\n  spec: Spec in\ntype Spec\n  replicas: int in! out"));

        Assert.That(package.Complaints, Is.Empty);
        Assert.That(package.Classes.Keys, Is.EquivalentTo(new[]
        {
            "Pulumi.Kubernetes.Apps.V1.Deployment", "Pulumi.Kubernetes.Types.Inputs.Apps.V1.DeploymentArgs",
            "Pulumi.Kubernetes.Types.Inputs.Apps.V1.SpecArgs", "Pulumi.Kubernetes.Types.Outputs.Apps.V1.Spec",
        }));
        Assert.That(
            package.Classes["Pulumi.Kubernetes.Apps.V1.Deployment"],
            Has.All(": KubernetesResource(", "public static Deployment Get(string name, Input<string> id"));
        Assert.That(package.Classes["Pulumi.Kubernetes.Types.Inputs.Apps.V1.SpecArgs"], Has.All("public partial class SpecArgs"));
    }

    [Test]
    public void Tables_of_a_package_share_their_types() => Assert.That(
        Generated.From(
            ("One.api", "namespace Pulumi.One\nresource one:index:Thing\n  part: Part in"), ("Two.api", "namespace Pulumi.Two\nargs Part\n  size: int")).Errors,
        Is.Empty);

    private static Generated Compiled(string table)
    {
        var package = Generated.From(("Sample.api", table));
        Assert.That(package.Complaints, Is.Empty);
        Assert.That(package.Errors, Is.Empty);
        return package;
    }

    private static class Has
    {
        public static NUnit.Framework.Constraints.Constraint All(params string[] parts) =>
            parts.Select(part => (NUnit.Framework.Constraints.Constraint)Does.Contain(part)).Aggregate((all, next) => all & next);
    }
}
