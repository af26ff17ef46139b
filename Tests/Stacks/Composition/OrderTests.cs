using Pulumi;
using Pulumi.Utilities;

namespace CniMigration.Tests.Stacks.Composition;

/// <summary>
/// Pulumi runs at once whatever depends on nothing that is still to come, directly or not, and orders deletes by the direct dependencies among
/// what it deletes alone.
/// </summary>
[TestFixture]
internal sealed class OrderTests
{
    // As many as a graph of last links needs, and some to spare; when everything came after everything before there were 1,863.
    private const int MostEdges = 150;

    // The engine walks from a protected resource along every path, and does not remember where it was.
    private const int MostSteps = 8000;

    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    /// <summary>The chain of a whole migration: what begins with one of these comes after all that begins with one before it.</summary>
    private static readonly string[] Links =
    [
        "eks-cluster", "cnimigration", "ledger", "goldpinger-", "gate-baseline-", "pinning-", "gate-pin-aws-node-", "cilium-", "gate-install-cilium-",
        "gate-add-cilium-nodes-", "cordon-", "gate-cordon-", "workloads-move", "gate-migrate-", "retirement-gone", "gate-retire-nodes-",
        "aws-node-removal-daemonset", "gate-remove-aws-node-", "gate-finalize-", "gate-enforce-policy-", "interlock",
    ];

    /// <summary>What is taken back when it is deleted, in the order in which it was done; it goes the other way round.</summary>
    private static readonly string[] TakenBack =
        ["autoscaler-pause", "pinning-labels", "pinning-placement", "cilium-release", "cordon-nodes", "aws-node-removal-daemonset"];

    private static readonly (string First, string Then)[] Direct =
    [
        ("cilium-operator-policy", "cilium-release"),
        ("node-groups-ng-cilium-guard", "node-groups-ng-cilium"),
        ("autoscaler-pause", "node-groups-ng-cilium"),
        ("cilium-release", "node-groups-ng-cilium"),
        ("autoscaler-pause", "node-groups-ng-1"),
        ("eks-AmazonEKSWorkerNodePolicy", "node-groups-ng-1"),
        ("node-groups-ng-1-guard", "node-groups-ng-1"),
    ];

    private static readonly (string First, string Then)[] Pairs =
    [
        ("eks-cluster", "kubernetes"),
        ("ledger", "autoscaler-pause"),
        ("autoscaler-pause", "pinning-labels"),
        ("goldpinger-namespace", "goldpinger-daemonset"),
        ("goldpinger-binding", "goldpinger-deployment"),
        ("gate-baseline-old-nodes", "gate-baseline-mesh"),
        ("pinning-labels", "pinning-placement"),
        ("pinning-placement", "pinning-rollout"),
        ("pinning-rollout", "pinning-goldpinger-restart"),
        ("gate-add-cilium-nodes-cilium-nodes", "gate-add-cilium-nodes-mesh"),
        ("cordon-nodes", "cordon-goldpinger-restart"),
        ("gate-install-cilium-mesh", "node-groups-ng-cilium-guard"),
        ("gate-migrate-mesh", "node-groups-ng-1-guard"),
        ("ledger", "node-groups-ng-1"),
        ("node-groups-ng-1", "interlock"),
        ("node-groups-ng-cilium", "interlock"),
    ];

    [TestCaseSource(nameof(Stages))]
    public async Task Everything_comes_after_everything_before_it(Stage stage)
    {
        var run = await StackRun.Of(stage, LiveClusters.At(stage));
        var before = Closure(await run.DependenciesAsync());
        var links = Links.Select(link => run.Names.Where(name => name.StartsWith(link, StringComparison.Ordinal)).ToList()).ToList();
        var pairs = links.SelectMany((link, index) => links.Skip(index + 1).SelectMany(later => later)
                .SelectMany(then => link.Select(first => (First: first, Then: then))))
            .Concat(Pairs.Where(pair => run.Names.Contains(pair.First) && run.Names.Contains(pair.Then)));

        Assert.That(pairs.Where(pair => !before(pair.Then).Contains(pair.First)), Is.Empty);
    }

    [TestCaseSource(nameof(Stages))]
    public async Task What_is_taken_back_and_what_nodes_need_are_direct_dependencies(Stage stage)
    {
        var run = await StackRun.Of(stage, LiveClusters.At(stage));
        var dependencies = await run.DependenciesAsync();

        foreach (var (first, then) in DirectPairs().Where(pair => run.Names.Contains(pair.First) && run.Names.Contains(pair.Then)))
        {
            Assert.That(dependencies[then], Does.Contain(first), $"{then} must come after {first}, whatever a refresh takes out of the state between them");
        }
    }

    [Test]
    public async Task Every_pair_and_every_link_is_there_at_some_stage()
    {
        var (pairs, links) = (new HashSet<(string, string)>(), new HashSet<string>());
        foreach (var stage in Stages)
        {
            var names = (await StackRun.Of(stage, LiveClusters.At(stage))).Names.ToHashSet();
            pairs.UnionWith(DirectPairs().Concat(Pairs).Where(pair => names.Contains(pair.First) && names.Contains(pair.Then)));
            links.UnionWith(Links.Where(link => names.Any(name => name.StartsWith(link, StringComparison.Ordinal))));
        }

        Assert.That(DirectPairs().Concat(Pairs).Except(pairs), Is.Empty);
        Assert.That(Links.Except(links), Is.Empty);
    }

    [TestCaseSource(nameof(Stages))]
    public async Task Whatever_a_way_back_deletes_is_deleted_in_the_reverse_order_of_its_making(Stage high)
    {
        var above = await StackRun.Of(high, LiveClusters.At(high));
        var dependencies = await above.DependenciesAsync();
        var before = Closure(dependencies);
        foreach (var low in Stages.Where(stage => stage < high))
        {
            var deleted = above.Names.Except((await StackRun.Of(low, LiveClusters.At(low))).Names).ToHashSet();
            var within = Closure(dependencies.SelectMany(edges => edges.Select(to => (edges.Key, To: to)))
                .Where(edge => deleted.Contains(edge.Key) && deleted.Contains(edge.To)).ToLookup(edge => edge.Key, edge => edge.To));

            var taken = deleted.Where(IsTakenBack).ToHashSet();
            Assert.That(taken.Where(name => !before(name).Intersect(taken).ToHashSet().IsSubsetOf(within(name))), Is.Empty, $"back to {low.ToName()}");
        }
    }

    [TestCaseSource(nameof(Stages))]
    public async Task The_graph_is_one_of_last_links_which_the_engine_walks_in_no_time(Stage stage)
    {
        var dependencies = await (await StackRun.Of(stage, LiveClusters.At(stage))).DependenciesAsync();
        int Steps(string name) => 1 + dependencies[name].Sum(Steps);
        var providers = new[] { "kubernetes", "cnimigration" };
        var edges = dependencies.Sum(from => from.Count(to => !providers.Contains(to)));

        TestContext.Out.WriteLine($"{stage.ToName()}: {edges} edges, {Steps("interlock")} steps");
        Assert.That(edges, Is.LessThanOrEqualTo(MostEdges));
        Assert.That(Steps("interlock"), Is.LessThanOrEqualTo(MostSteps));
    }

    /// <summary>With one slot, a gate that begins before the group that it waits for would hold it until its patience is over.</summary>
    [TestCaseSource(nameof(Waits))]
    public async Task What_waits_for_nodes_comes_after_the_group_that_brings_or_takes_them(Stage from, Stage to, string wait, string group)
    {
        var live = LiveClusters.At(from).With(state => state with { CiliumNodes = state.CiliumNodes with { WorkloadPods = 0 } });
        var run = await StackRun.Of(to, live, preview: false, ("allowBackward", to.ToName()));
        var before = Closure(await run.DependenciesAsync());

        Assert.That(run.Names, Does.Contain(wait));
        Assert.That(before(wait), Does.Contain(group));
    }

    [TestCaseSource(nameof(Stages))]
    public async Task The_interlock_comes_after_everything_that_a_destroy_would_take(Stage stage)
    {
        var run = await StackRun.Of(stage, LiveClusters.At(stage));
        var before = Closure(await run.DependenciesAsync());

        // The role comes in through what it is the role of, which is an input and no option.
        Assert.That(run.Names.Except(before("interlock")), Is.EquivalentTo(new[] { "interlock", "reader", "eks-node-role" }));
    }

    [Test]
    public async Task What_a_destroy_must_spare_is_protected_itself_from_the_first_cilium_node_on_and_a_guard_never_is([Values] bool adopted)
    {
        (string, string)[] config = adopted ? [("adoptCluster", "true")] : [];
        foreach (var stage in Stages)
        {
            var live = LiveClusters.At(stage);
            var run = await StackRun.Of(stage, adopted ? LiveClusters.Adopted(live) : live, preview: false, config);
            string[] created = adopted ? [] : ["eks-cluster", "eks-node-role"];
            string[] spared = ["interlock", "kubernetes", "cnimigration", "node-groups-ng-1", "node-groups-ng-cilium", .. created];

            foreach (var name in spared)
            {
                Assert.That(run.IsProtected(name), Is.EqualTo(stage >= Stage.AddCiliumNodes), $"{name} at {stage.ToName()}");
            }

            Assert.That(run.Names.Where(name => name.EndsWith("-guard", StringComparison.Ordinal) && run.IsProtected(name)), Is.Empty);
        }
    }

    [Test]
    public async Task Protection_is_lifted_a_run_before_the_last_trace_of_cilium_nodes_has_to_be_gone()
    {
        var before = LiveClusters.At(Stage.AddCiliumNodes).With(state => state with { CiliumNodes = state.CiliumNodes with { WorkloadPods = 0 } });
        var after = LiveClusters.At(Stage.InstallCilium).With(state => state with { Stage = "add-cilium-nodes" });
        var leaving = await StackRun.Of(Stage.InstallCilium, before, preview: false, ("allowBackward", "install-cilium"));
        var left = await StackRun.Of(Stage.InstallCilium, after, preview: false, ("allowBackward", "install-cilium"));

        Assert.That((leaving.IsProtected("interlock"), leaving.IsProtected("node-groups-ng-1")), Is.EqualTo((true, true)));
        Assert.That((left.IsProtected("interlock"), left.IsProtected("node-groups-ng-1")), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task What_left_a_component_of_its_own_is_found_where_states_written_so_far_have_it()
    {
        var run = await StackRun.Of(Stage.EnforcePolicy, LiveClusters.At(Stage.EnforcePolicy));
        var former = new Dictionary<string, string>
        {
            ["workloads-move"] = "cni-migration:index:WorkloadMigration::workloads",
            ["retirement-gone"] = "cni-migration:index:OldNodesRetirement::retirement",
            ["aws-node-removal-daemonset"] = "cni-migration:index:AwsNodeRemoval::aws-node-removal",
        };

        foreach (var (name, parent) in former)
        {
            var alias = await OutputUtilities.GetValueAsync(run.OptionsOf(name).Aliases.Single().ToOutput());
            var urn = await OutputUtilities.GetValueAsync(alias.ParentUrn!.ToOutput());
            Assert.That(urn, Is.EqualTo($"urn:pulumi:dev::cni-migration::cni-migration:index:Migration${parent}"));
        }
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

    private static Func<string, IReadOnlySet<string>> Closure(ILookup<string, string> dependencies)
    {
        var known = new Dictionary<string, HashSet<string>>();
        return Before;

        HashSet<string> Before(string name)
        {
            if (!known.TryGetValue(name, out var before))
            {
                before = known[name] = [.. dependencies[name], .. dependencies[name].SelectMany(Before)];
            }

            return before;
        }
    }

    /// <summary>A gate only proves, and a restart has happened.</summary>
    private static bool IsTakenBack(string name) =>
        TakenBack.Contains(name) || name.StartsWith("cilium-operator-", StringComparison.Ordinal);

    private static IEnumerable<TestCaseData> Waits() =>
    [
        .. new[] { "gate-baseline-old-nodes", "gate-baseline-goldpinger-daemonset", "gate-baseline-mesh", "pinning-labels" }
            .Select(wait => new TestCaseData(Stage.Baseline, Stage.PinAwsNode, wait, "node-groups-ng-1")),
        .. new[] { "gate-add-cilium-nodes-cilium-nodes", "gate-add-cilium-nodes-cilium-agents", "gate-add-cilium-nodes-cilium-operator" }
            .Select(wait => new TestCaseData(Stage.InstallCilium, Stage.AddCiliumNodes, wait, "node-groups-ng-cilium")),
        new TestCaseData(Stage.Migrate, Stage.RetireNodes, "retirement-gone", "node-groups-ng-1"),
        new TestCaseData(Stage.RetireNodes, Stage.Migrate, "old-nodes-back", "node-groups-ng-1"),
    ];

    private static IEnumerable<(string First, string Then)> DirectPairs() =>
        TakenBack.SelectMany((first, index) => TakenBack.Skip(index + 1).Select(then => (first, then))).Concat(Direct);
}
