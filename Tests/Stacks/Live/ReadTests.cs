using System.Collections.Immutable;
using CniMigration.Stacks.Live;
using Pulumi;

namespace CniMigration.Tests.Stacks.Live;

/// <summary>Unknown is not "nothing done".</summary>
[TestFixture]
internal sealed class ReadTests
{
    [Test]
    public async Task An_absent_name_and_only_that_reads_as_nothing_done()
    {
        var run = await StackRun.Of(Stage.Baseline, LiveCluster.Absent);

        Assert.That(run.World.Calls, Is.EquivalentTo(new[] { "aws:eks/getClusters:getClusters", "aws:ec2/getVpc:getVpc", "aws:ec2/getSubnets:getSubnets" }));
        Assert.That(run["eks-cluster"].Inputs["subnetIds"], Is.EqualTo(new[] { "subnet-a", "subnet-b" }));
    }

    [TestCase("aws:eks/getClusters:getClusters", "the list of clusters")]
    [TestCase("aws:eks/getCluster:getCluster", "the cluster dc-migrate")]
    [TestCase("aws:ec2/getVpc:getVpc", "the VPC vpc-1")]
    [TestCase("aws:eks/getNodeGroup:getNodeGroup", "the node group ng-1")]
    [TestCase("aws:ec2/getInstances:getInstances", "the instances of the node group ng-1")]
    [TestCase("cnimigration:index:getMigrationState", "the state of the cluster dc-migrate")]
    public async Task A_read_that_gives_nothing_stops_the_run(string token, string told)
    {
        foreach (var preview in new[] { true, false })
        {
            var world = new MockWorld(LiveClusters.At(Stage.Cordon)) { Answers = { [token] = MockAnswers.Nothing } };

            var failure = await FailureOf(world, preview, ("stage", "cordon"));

            Assert.That(failure.Message, Does.Contain($"Reading {told} gave nothing").Or.Contain($"Reading {told}, "));
            Assert.That(world.Resources.Select(resource => resource.Name), Is.SubsetOf(new[] { "cni-migration", "reader" }));
        }
    }

    [Test]
    public async Task A_plan_that_gives_nothing_stops_the_run()
    {
        var world = new MockWorld(LiveClusters.At(Stage.Cordon)) { Answers = { ["cnimigration:index:planMove"] = MockAnswers.Nothing } };

        Assert.That((await FailureOf(world, preview: false, ("stage", "migrate"))).Message, Does.Contain("the plan of the move"));
    }

    [Test]
    public async Task A_cluster_that_is_being_created_stops_the_run()
    {
        var live = LiveClusters.At(Stage.Baseline);
        var cluster = (ImmutableDictionary<string, object>)MockAnswers.To(new Pulumi.Testing.MockCallArgs { Token = "aws:eks/getCluster:getCluster" }, live);
        var world = new MockWorld(live) { Answers = { ["aws:eks/getCluster:getCluster"] = cluster.SetItem("status", "CREATING") } };

        Assert.That((await FailureOf(world, preview: false, ("stage", "baseline"))).Message, Does.Contain("is CREATING"));
    }

    [Test]
    public async Task Bad_settings_stop_the_run_before_anything_is_read_or_declared()
    {
        var world = new MockWorld(LiveClusters.At(Stage.Baseline));

        var failure = await FailureOf(world, preview: false, ("stage", "baseline"), ("volumSize", "80"));

        Assert.That(failure.Message, Does.Contain("nothing was touched").And.Contain("cni-migration:volumSize: there is no such key"));
        Assert.That(world.Calls, Is.Empty);
        Assert.That(world.Resources, Is.Empty);
    }

    [Test]
    public async Task The_reader_is_asked_with_its_own_provider_and_the_plan_only_when_a_move_is_near()
    {
        var far = await StackRun.Of(Stage.PinAwsNode, LiveClusters.At(Stage.Baseline));
        var near = await StackRun.Of(Stage.Migrate, LiveClusters.At(Stage.Cordon));

        Assert.That(far.World.Calls, Does.Not.Contain("cnimigration:index:planMove"));
        Assert.That(near.World.Calls, Does.Contain("cnimigration:index:planMove"));
    }

    [Test]
    public async Task A_cluster_that_exists_keeps_its_subnets()
    {
        var run = await StackRun.Of(Stage.Baseline, LiveClusters.At(Stage.Baseline));

        Assert.That(run["eks-cluster"].Inputs["subnetIds"], Is.EqualTo(new[] { "subnet-1", "subnet-2" }));
        Assert.That(run.World.Calls, Does.Not.Contain("aws:ec2/getSubnets:getSubnets"));
    }

    private static async Task<Exception> FailureOf(MockWorld world, bool preview, params (string Key, string Value)[] config)
    {
        try
        {
            await StackRun.Of(world, preview, config);
        }
        catch (RunException failure)
        {
            return failure;
        }

        throw new AssertionException("The run went through.");
    }
}
