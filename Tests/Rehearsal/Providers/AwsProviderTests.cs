using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Providers.Aws;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Tests.Rehearsal.Providers;

public sealed class AwsProviderTests : CloudTests
{
    private ResourceProvider provider = null!;

    [SetUp]
    public async Task ConfigureAsync() => provider = await new AwsPackage(Eks.Cloud, "us-west-1").ConfigureAsync([], CancellationToken.None);

    [Test]
    public async Task Clusters_and_node_groups_are_read_as_the_aws_provider_reads_them()
    {
        Assert.That((await InvokeAsync("aws:eks/getClusters:getClusters", "{}"))["names"]!.ToJsonString(), Is.EqualTo($"""["{ClusterName}"]"""));
        var cluster = await InvokeAsync("aws:eks/getCluster:getCluster", $$"""{"name":"{{ClusterName}}"}""");
        Assert.That((string?)cluster["status"], Is.EqualTo("ACTIVE"));
        Assert.That((string?)cluster["endpoint"], Is.EqualTo(Cluster.Endpoint));
        Assert.That((string?)cluster["certificateAuthorities"]![0]!["data"], Is.EqualTo(Cluster.CertificateAuthority));
        Assert.That((await InvokeAsync("aws:eks/getNodeGroups:getNodeGroups", $$"""{"clusterName":"{{ClusterName}}"}"""))["names"]!.AsArray(), Is.Empty);
        Assert.That(async () => await InvokeAsync("aws:eks/getCluster:getCluster", """{"name":"other"}"""), Throws.TypeOf<EksException>());
    }

    [Test]
    public async Task Subnets_are_found_by_filters()
    {
        var vpc = (string?)(await InvokeAsync("aws:ec2/getVpc:getVpc", """{"default":true}"""))["id"];
        var subnets = await InvokeAsync("aws:ec2/getSubnets:getSubnets", $$"""{"filters":[{"name":"vpc-id","values":["{{vpc}}"]}]}""");
        Assert.That(subnets["ids"]!.AsArray(), Is.Not.Empty);
        var none = await InvokeAsync("aws:ec2/getSubnets:getSubnets", """{"filters":[{"name":"vpc-id","values":["vpc-other"]}]}""");
        Assert.That(none["ids"]!.AsArray(), Is.Empty);
    }

    [TestCase("aws:s3/getBucket:getBucket", "{}", "getBucket")]
    [TestCase("aws:ec2/getSubnets:getSubnets", """{"tags":{"a":"b"}}""", "tags")]
    [TestCase("aws:ec2/getSubnets:getSubnets", """{"filters":[{"name":"cidr","values":["x"]}]}""", "cidr")]
    [TestCase("aws:ec2/getInstances:getInstances", """{"instanceTags":{"colour":"blue"}}""", "colour")]
    public void What_is_not_modelled_is_refused_by_name(string token, string arguments, string named) =>
        Assert.That(async () => await InvokeAsync(token, arguments), Throws.TypeOf<EngineException>().With.Message.Contains(named));

    [Test]
    public async Task A_role_is_made_changed_and_deleted()
    {
        var step = Step("aws:iam/role:Role", """{"assumeRolePolicy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}""");
        var role = await provider.CreateAsync(step, CancellationToken.None);
        Assert.That(role.Id, Does.StartWith("thing-"));
        Assert.That((string?)role.Outputs["arn"], Is.EqualTo($"arn:aws:iam::{Eks.Cloud.AccountId}:role/{role.Id}"));
        await provider.UpdateAsync(step with { Id = role.Id }, CancellationToken.None);
        await provider.DeleteAsync(step with { Id = role.Id }, CancellationToken.None);
        Assert.That(Eks.Cloud.ListRoles().Select(known => known.Name), Does.Not.Contain(role.Id));
    }

    [Test]
    public void An_unknown_type_or_input_is_refused_by_name()
    {
        Assert.That(
            async () => await provider.CheckAsync(Step("aws:s3/bucket:Bucket", "{}"), CancellationToken.None),
            Throws.TypeOf<EngineException>().With.Message.Contains("Bucket"));
        Assert.That(
            async () => await provider.CheckAsync(Step("aws:iam/role:Role", """{"path":"/x/"}"""), CancellationToken.None),
            Throws.TypeOf<EngineException>().With.Message.Contains("path"));
    }

    [Test]
    public async Task Only_some_inputs_of_a_node_group_change_in_place()
    {
        var before = Step("aws:eks/nodeGroup:NodeGroup", """{"nodeGroupName":"a","labels":{},"instanceTypes":["m5.large"]}""");
        var labels = Step(
            "aws:eks/nodeGroup:NodeGroup", """{"nodeGroupName":"a","labels":{"x":"y"},"instanceTypes":["m5.large"]}""") with
        { OldInputs = before.Inputs };
        var types = Step(
            "aws:eks/nodeGroup:NodeGroup", """{"nodeGroupName":"a","labels":{},"instanceTypes":["m5.xlarge"]}""") with
        { OldInputs = before.Inputs };
        Assert.That((await provider.DiffAsync(labels, CancellationToken.None)).Replace, Is.False);
        Assert.That((await provider.DiffAsync(types, CancellationToken.None)).Replace, Is.True);
    }

    [Test]
    public void Another_region_is_refused() =>
        Assert.That(async () => await new AwsPackage(Eks.Cloud, "eu-central-1").ConfigureAsync([], CancellationToken.None), Throws.TypeOf<EngineException>());

    private Task<JsonObject> InvokeAsync(string token, string arguments) =>
        provider.InvokeAsync(token, JsonNode.Parse(arguments)!.AsObject(), CancellationToken.None);

    private static ResourceStep Step(string type, string inputs) =>
        new() { Urn = "urn:pulumi:s::p::t::thing", Key = new ResourceKey(type, "thing"), Inputs = JsonNode.Parse(inputs)!.AsObject() };
}
