using CniMigration.Stacks;

namespace CniMigration.Tests.StackProgram;

/// <summary>
/// Pulumi runs at once whatever depends on nothing that is still to come, and orders deletes by direct dependencies alone. So each pair
/// here must be one.
/// </summary>
[TestFixture]
internal sealed class OrderTests
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    /// <summary>What changes the cluster or its groups, in the order in which it has to happen; it is undone the other way round.</summary>
    private static readonly string[] Chain =
    [
        "ledger", "autoscaler-pause", "pinning-labels", "pinning-placement", "pinning-goldpinger-restart", "cilium-release",
        "cordon-nodes", "cordon-goldpinger-restart", "workloads-move", "aws-node-removal-daemonset",
    ];

    private static readonly (string First, string Then)[] Pairs =
    [
        ("eks-cluster", "kubernetes"),
        ("eks-cluster", "cnimigration"),
        ("ledger", "goldpinger-namespace"),
        ("goldpinger-namespace", "goldpinger-daemonset"),
        ("goldpinger-binding", "goldpinger-deployment"),
        ("gate-baseline-old-nodes", "gate-baseline-mesh"),
        ("gate-baseline-mesh", "pinning-labels"),
        ("pinning-placement", "pinning-rollout"),
        ("pinning-rollout", "pinning-goldpinger-restart"),
        ("pinning-goldpinger-restart", "gate-pin-aws-node-goldpinger-deployment"),
        ("gate-pin-aws-node-mesh", "cilium-release"),
        ("cilium-operator-policy", "cilium-release"),
        ("cilium-release", "gate-install-cilium-cilium-agents"),
        ("gate-install-cilium-mesh", "node-groups-ng-cilium-guard"),
        ("cilium-release", "node-groups-ng-cilium-guard"),
        ("node-groups-ng-cilium-guard", "node-groups-ng-cilium"),
        ("autoscaler-pause", "node-groups-ng-cilium"),
        ("cilium-release", "node-groups-ng-cilium"),
        ("autoscaler-pause", "node-groups-ng-1"),
        ("ledger", "node-groups-ng-1"),
        ("eks-AmazonEKSWorkerNodePolicy", "node-groups-ng-1"),
        ("gate-add-cilium-nodes-cilium-nodes", "gate-add-cilium-nodes-mesh"),
        ("gate-add-cilium-nodes-mesh", "cordon-nodes"),
        ("gate-add-cilium-nodes-mesh", "workloads-move"),
        ("cordon-goldpinger-restart", "gate-cordon-goldpinger-deployment"),
        ("gate-cordon-mesh", "workloads-move"),
        ("workloads-move", "gate-migrate-mesh"),
        ("gate-migrate-mesh", "node-groups-ng-1-guard"),
        ("workloads-move", "node-groups-ng-1-guard"),
        ("node-groups-ng-1-guard", "node-groups-ng-1"),
        ("gate-migrate-mesh", "retirement-gone"),
        ("retirement-gone", "gate-retire-nodes-mesh"),
        ("gate-retire-nodes-mesh", "aws-node-removal-daemonset"),
        ("aws-node-removal-daemonset", "gate-remove-aws-node-mesh"),
        ("cilium-release", "gate-finalize-cilium-agents"),
        ("cilium-release", "gate-enforce-policy-cilium-agents"),
        ("gate-finalize-mesh", "gate-enforce-policy-mesh"),
    ];

    [TestCaseSource(nameof(Stages))]
    public async Task Every_pair_whose_order_matters_is_a_direct_dependency(Stage stage)
    {
        var run = await StackRun.Of(stage, LiveClusters.At(stage));
        var dependencies = await run.DependenciesAsync();

        foreach (var (first, then) in ChainPairs().Concat(Pairs).Where(pair => run.Names.Contains(pair.First) && run.Names.Contains(pair.Then)))
        {
            Assert.That(dependencies[then], Does.Contain(first), $"{then} must come after {first}");
        }
    }

    [Test]
    public async Task Every_pair_is_there_at_some_stage()
    {
        var seen = new HashSet<(string, string)>();
        foreach (var stage in Stages)
        {
            var names = (await StackRun.Of(stage, LiveClusters.At(stage))).Names.ToHashSet();
            seen.UnionWith(ChainPairs().Concat(Pairs).Where(pair => names.Contains(pair.First) && names.Contains(pair.Then)));
        }

        Assert.That(ChainPairs().Concat(Pairs).Except(seen), Is.Empty);
    }

    [Test]
    public async Task All_that_changes_the_cluster_through_the_provider_comes_after_the_ledger()
    {
        var run = await StackRun.Of(Stage.EnforcePolicy, LiveClusters.At(Stage.EnforcePolicy));
        var dependencies = await run.DependenciesAsync();

        var others = run.World.Resources.Where(resource => resource.Type.StartsWith("cnimigration:index:", StringComparison.Ordinal) && resource.Name != "ledger");
        Assert.That(others.Where(resource => !dependencies[resource.Name].Contains("ledger")).Select(resource => resource.Name), Is.Empty);
    }

    [TestCaseSource(nameof(Stages))]
    public async Task Nothing_but_the_interlock_depends_on_a_node_group(Stage stage)
    {
        var run = await StackRun.Of(stage, LiveClusters.At(stage));

        var dependents = (await run.DependenciesAsync()).Where(edges => edges.Contains("node-groups-ng-1") || edges.Contains("node-groups-ng-cilium"));
        Assert.That(dependents.Select(edges => edges.Key), Is.EqualTo(new[] { "interlock" }));
    }

    [TestCaseSource(nameof(Stages))]
    public async Task The_interlock_depends_on_everything_that_a_destroy_would_take(Stage stage)
    {
        var run = await StackRun.Of(stage, LiveClusters.At(stage));
        var dependencies = await run.DependenciesAsync();

        Assert.That(
            run.Names.Except(dependencies["interlock"]),
            Is.EquivalentTo(new[] { "interlock", "reader", "kubernetes", "cnimigration" }.Concat(run.Names.Where(name => name.EndsWith("-guard", StringComparison.Ordinal)).Except(dependencies["interlock"]))));
    }

    [TestCase(Stage.Cordon, Stage.Baseline)]
    [TestCase(Stage.Migrate, Stage.Cordon)]
    [TestCase(Stage.EnforcePolicy, Stage.Finalize)]
    public async Task Nothing_begins_before_what_it_comes_after_has_ended_whatever_takes_how_long(Stage stage, Stage from)
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var run = await StackRun.Of(new MockWorld(LiveClusters.At(from), seed), preview: false, ("stage", stage.ToName()));
            var byName = run.World.Resources.ToDictionary(resource => resource.Name);
            foreach (var edges in await run.DependenciesAsync())
            {
                foreach (var first in edges.Where(byName.ContainsKey))
                {
                    Assert.That(byName[edges.Key].Began, Is.GreaterThan(byName[first].Ended), $"{edges.Key} after {first}, seed {seed}");
                }
            }
        }
    }

    [Test]
    public async Task Gates_that_wait_for_nodes_and_the_groups_that_bring_them_run_side_by_side()
    {
        var world = new MockWorld(LiveClusters.At(Stage.Baseline))
        {
            WaitsFor = { ["gate-baseline-old-nodes"] = "node-groups-ng-1", ["gate-add-cilium-nodes-cilium-nodes"] = "node-groups-ng-cilium" },
        };

        var run = await StackRun.Of(world, preview: false, ("stage", "cordon"));

        Assert.That(run.Outputs["effectiveStage"], Is.EqualTo("cordon"));
        Assert.That(run.Names, Does.Contain("interlock"));
    }

    [Test]
    public async Task The_retirement_waits_beside_the_groups_that_it_empties()
    {
        var world = new MockWorld(LiveClusters.At(Stage.Migrate)) { WaitsFor = { ["retirement-gone"] = "node-groups-ng-1" } };

        var run = await StackRun.Of(world, preview: false, ("stage", "retire-nodes"));

        Assert.That(run["node-groups-ng-1-guard"].Ended, Is.LessThan(run["node-groups-ng-1"].Began));
    }

    private static IEnumerable<(string First, string Then)> ChainPairs() =>
        Chain.SelectMany((first, index) => Chain.Skip(index + 1).Select(then => (first, then)));
}
