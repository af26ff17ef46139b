using System.Collections.Immutable;
using CniMigration.Rehearsal.Engine;
using Pulumi;

namespace CniMigration.Tests.Rehearsal.Engine;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UpTests
{
    private readonly ThingStack stack = new();

    [Test]
    public async Task What_others_depend_on_is_created_first()
    {
        await stack.SucceedAsync(root =>
        {
            var a = new Thing("a", new ThingArgs { Value = "1" }, root.Child());
            var b = new Thing("b", new ThingArgs { Value = a.Made }, root.Child());
            _ = new Thing("c", null, root.Child(b));
        });
        Assert.That(stack.Provider.Log, Is.EqualTo(
            new[] { "create a", "create a: done", "create b", "create b: done", "create c", "create c: done" }));
        Assert.That(stack.Find("b")!.Inputs["value"]!.GetValue<string>(), Is.EqualTo("made of 1"));
    }

    [Test]
    public async Task A_dependency_on_a_component_waits_for_its_children()
    {
        await stack.SucceedAsync(root =>
        {
            var group = new Group("group", root);
            _ = new Thing("a", null, group.Child());
            _ = new Thing("b", null, root.Child(group));
        });
        Assert.That(stack.Began, Is.EqualTo(new[] { "create a", "create b" }));
        Assert.That(stack.Find("b")!.Dependencies, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_second_run_of_the_same_program_does_nothing()
    {
        static void Program(Root root) => _ = new Thing("a", new ThingArgs { Value = "1" }, root.Child());
        await stack.SucceedAsync(Program);
        var report = await stack.SucceedAsync(Program);
        Assert.That(stack.Provider.Log, Is.Empty);
        Assert.That(report.ChangesNothing);
        Assert.That(report.Unchanged, Is.EqualTo(1));
    }

    [Test]
    public async Task A_changed_input_is_an_update_that_names_it()
    {
        await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "1", Other = "x" }, root.Child()));
        var report = await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "2", Other = "x" }, root.Child()));
        Assert.That(report.Updated, Is.EqualTo(1));
        Assert.That(report.Steps.Single(step => step.Operation == Operation.Update).Changed, Is.EqualTo(new[] { "value" }));
        Assert.That(stack.Find("a")!.Outputs["made"]!.GetValue<string>(), Is.EqualTo("made of 2"));
    }

    [Test]
    public async Task Independent_steps_run_in_parallel_and_a_waiting_one_holds_nobody_up()
    {
        var gate = stack.Provider.Hold("create gate");
        var run = stack.UpAsync(root =>
        {
            var first = new Thing("gate", null, root.Child());
            _ = new Thing("after", null, root.Child(first));
            _ = new Thing("free", null, root.Child());
        });
        await stack.Provider.ReachedAsync("create free: done");
        Assert.That(stack.Began, Does.Not.Contain("create after"));
        gate.SetResult();
        Assert.That((await run).Failure, Is.Null);
        Assert.That(stack.Began[^1], Is.EqualTo("create after"));
    }

    [Test]
    public void A_seed_gives_the_same_order_and_another_seed_another_one()
    {
        var graph = "abcdefgh".ToDictionary(name => name.ToString(), _ => ImmutableArray<string>.Empty);
        var first = StartOrder.Shuffle(graph, 7);
        var again = StartOrder.Shuffle(graph, 7);
        Assert.That(again, Is.EqualTo(first));
        Assert.That(StartOrder.Shuffle(graph, 8), Is.Not.EqualTo(first));
    }

    [Test]
    public void Every_order_puts_dependencies_first()
    {
        var graph = new Dictionary<string, ImmutableArray<string>> { ["a"] = ["c"], ["b"] = [], ["c"] = ["d"], ["d"] = [], ["e"] = ["a", "b"] };
        for (var seed = 0; seed < 100; seed++)
        {
            var order = StartOrder.Shuffle(graph, seed);
            Assert.That(order, Is.EquivalentTo(graph.Keys));
            Assert.That(graph.All(entry => entry.Value.All(dependency => order.IndexOf(dependency) < order.IndexOf(entry.Key))));
        }
    }

    [Test]
    public void A_circle_is_named() => Assert.That(
        () => StartOrder.Shuffle(new Dictionary<string, ImmutableArray<string>> { ["a"] = ["b"], ["b"] = ["a"], ["c"] = [] }, 1),
        Throws.TypeOf<EngineException>().With.Message.Contains("a, b"));

    [Test]
    public async Task A_preview_says_what_would_happen_and_touches_nothing()
    {
        await stack.SucceedAsync(root =>
        {
            _ = new Thing("kept", new ThingArgs { Value = "1" }, root.Child());
            _ = new Thing("gone", null, root.Child());
        });
        stack.Provider.Log.Clear();
        var report = await stack.PreviewAsync(root =>
        {
            var made = new Thing("new", null, root.Child());
            _ = new Thing("kept", new ThingArgs { Value = "2", Other = made.Made }, root.Child());
        });
        Assert.That((report.Created, report.Updated, report.Deleted), Is.EqualTo((1, 1, 1)));
        Assert.That(stack.Provider.Log, Is.Empty);
    }

    [Test]
    public async Task Invokes_are_answered_in_a_preview_and_in_an_update()
    {
        var counts = new List<double>();
        var report = await stack.UpAsync(async root =>
        {
            var answer = await Deployment.Instance.InvokeAsync<ImmutableDictionary<string, double>>("test:index:count", InvokeArgs.Empty, new InvokeOptions());
            counts.Add(answer!["count"]);
            var thing = new Thing("a", new ThingArgs { Value = "1" }, root.Child());
            return new Dictionary<string, object?> { ["made"] = thing.Made, ["hidden"] = Output.CreateSecret("password"), ["plain"] = true };
        });
        Assert.That(report.Failure, Is.Null);
        Assert.That(counts, Is.EqualTo(new[] { 0.0, 0.0 }));
        Assert.That(report.Outputs["made"], Is.EqualTo("made of 1"));
        Assert.That(report.Outputs["plain"], Is.EqualTo(true));
        Assert.That(report.Outputs["hidden"], Is.EqualTo(StackOutputs.Secret));
    }

    [Test]
    public async Task What_only_the_preview_saw_is_not_waited_for()
    {
        var runs = 0;
        var report = await stack.UpAsync(root =>
        {
            runs++;
            var first = runs == 1 ? new Thing("first", null, root.Child()) : null;
            _ = new Thing("a", null, first is null ? root.Child() : root.Child(first));
            return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
        });
        Assert.That(report.Failure, Is.Null);
        Assert.That(stack.Began, Is.EqualTo(new[] { "create a" }));
    }

    [Test]
    public async Task What_comes_after_something_that_the_preview_did_not_see_holds_nobody_up()
    {
        for (stack.Seed = 1; stack.Seed <= 10; stack.Seed++)
        {
            var runs = 0;
            var began = await BeganAsync(root =>
            {
                var first = new Thing($"first{stack.Seed}", null, root.Child());
                var guard = ++runs == 1 ? null : new Thing($"guard{stack.Seed}", null, root.Child(first));
                _ = new Thing($"group{stack.Seed}", null, guard is null ? root.Child() : root.Child(guard));
            });
            Assert.That(began, Is.EqualTo(new[] { $"create first{stack.Seed}", $"create guard{stack.Seed}", $"create group{stack.Seed}" }));
        }
    }

    [Test]
    public async Task What_changes_places_since_the_preview_holds_nobody_up()
    {
        for (stack.Seed = 1; stack.Seed <= 10; stack.Seed++)
        {
            var runs = 0;
            var began = await BeganAsync(root =>
            {
                var (low, high) = ++runs == 1 ? ("a", "b") : ("b", "a");
                var first = new Thing($"{low}{stack.Seed}", null, root.Child());
                _ = new Thing($"{high}{stack.Seed}", null, root.Child(first));
            });
            Assert.That(began, Is.EqualTo(new[] { $"create b{stack.Seed}", $"create a{stack.Seed}" }));
        }
    }

    [Test]
    public async Task What_the_preview_foresaw_starts_in_the_order_of_the_seed()
    {
        var orders = new HashSet<string>();
        for (stack.Seed = 1; stack.Seed <= 10; stack.Seed++)
        {
            var began = await BeganAsync(root =>
            {
                var first = new Thing($"first{stack.Seed}", null, root.Child());
                foreach (var name in "abcd")
                {
                    _ = new Thing($"{name}{stack.Seed}", null, root.Child(first));
                }
            });
            orders.Add(string.Concat(began.Skip(1).Select(entry => entry["create ".Length])));
        }

        Assert.That(orders, Has.Count.GreaterThan(5));
    }

    [Test]
    public async Task A_program_may_wait_for_a_provider_before_it_declares_the_rest()
    {
        for (stack.Seed = 1; stack.Seed <= 5; stack.Seed++)
        {
            var report = await stack.UpAsync(async root =>
            {
                var provider = new ThingProviderResource("mine", new ThingArgs { Value = "here" }, root.Child());
                await Deployment.Instance.InvokeAsync<ImmutableDictionary<string, double>>(
                    "test:index:count", InvokeArgs.Empty, new InvokeOptions { Provider = provider });
                _ = new Thing($"a{stack.Seed}", null, root.Child());
                return new Dictionary<string, object?>();
            });
            Assert.That(report.Failure, Is.Null);
        }
    }

    [Test]
    public async Task Two_resources_with_one_urn_are_an_error()
    {
        var report = await stack.UpAsync(root =>
        {
            _ = new Thing("a", null, root.Child());
            _ = new Thing("a", null, root.Child());
        });
        Assert.That(report.Failure!.Message, Does.StartWith("Duplicate resource URN"));
        Assert.That(stack.Provider.Log, Is.Empty);
    }

    [Test]
    public async Task An_unknown_package_is_refused_by_name()
    {
        var report = await stack.UpAsync(root => _ = new CustomResource("gcp:index:Bucket", "bucket", ResourceArgs.Empty, root.Child()));
        Assert.That(report.Failure!.Message, Does.Contain("No provider stands behind the package 'gcp'"));
    }

    [Test]
    public async Task An_explicit_provider_is_configured_first_and_kept_in_state()
    {
        await stack.SucceedAsync(root =>
        {
            var provider = new ThingProviderResource("mine", new ThingArgs { Value = "here" }, root.Child());
            _ = new Thing("a", null, new CustomResourceOptions { Parent = root, Provider = provider });
        });
        Assert.That(stack.Provider.Configuration!["value"]!.GetValue<string>(), Is.EqualTo("here"));
        Assert.That(stack.Find("a")!.Provider, Is.EqualTo(stack.Find("mine")!.Urn));
        Assert.That(stack.Find("a")!.Dependencies, Does.Contain(stack.Find("mine")!.Urn));
    }

    [Test]
    public async Task A_provider_that_would_be_replaced_is_refused()
    {
        stack.Provider.WouldBeReplaced = "its cluster changed";
        await stack.SucceedAsync(root => _ = new ThingProviderResource("mine", new ThingArgs { Value = "here" }, root.Child()));
        var report = await stack.UpAsync(root => _ = new ThingProviderResource("mine", new ThingArgs { Value = "there" }, root.Child()));
        Assert.That(report.Failure!.Message, Does.Contain("its cluster changed"));
    }

    /// <summary>The creates of a run of the program, in the order in which they began.</summary>
    private async Task<string[]> BeganAsync(Action<Root> program)
    {
        stack.Provider.Log.Clear();
        var report = await stack.UpAsync(program).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        Assert.That(report.Failure, Is.Null);
        return [.. stack.Began.Where(entry => entry.StartsWith("create", StringComparison.Ordinal))];
    }
}
