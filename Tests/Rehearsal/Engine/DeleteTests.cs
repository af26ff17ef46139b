using CniMigration.Rehearsal.Engine;
using Pulumi;

namespace CniMigration.Tests.Rehearsal.Engine;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DeleteTests
{
    private readonly ThingStack stack = new();

    [Test]
    public async Task Dependents_go_before_what_they_depend_on()
    {
        await stack.SucceedAsync(root =>
        {
            var a = new Thing("a", null, root.Child());
            var b = new Thing("b", null, root.Child(a));
            _ = new Thing("c", null, root.Child(b));
        });
        await stack.SucceedAsync(_ => { });
        Assert.That(stack.Provider.Log, Is.EqualTo(
            new[] { "delete c", "delete c: done", "delete b", "delete b: done", "delete a", "delete a: done" }));
        Assert.That(stack.Engine.State.Resources.Select(resource => resource.Key.Name), Is.EqualTo(new[] { "root" }));
    }

    [Test]
    public async Task Only_direct_dependencies_order_deletes()
    {
        static void Whole(Root root)
        {
            var a = new Thing("a", null, root.Child());
            var kept = new Thing("kept", null, root.Child(a));
            _ = new Thing("c", null, root.Child(kept));
        }

        await stack.SucceedAsync(Whole);
        stack.Provider.Log.Clear();
        var hold = stack.Provider.Hold("delete c");
        var run = stack.UpAsync(root => _ = new Thing("kept", null, root.Child()));
        await stack.Provider.ReachedAsync("delete c");
        await stack.Provider.ReachedAsync("delete a: done");
        hold.SetResult();
        Assert.That((await run).Deleted, Is.EqualTo(2));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task As_many_deletes_run_at_once_as_there_are_slots(int parallel)
    {
        var narrow = new ThingStack(parallel);
        var names = new[] { "a", "b", "c" };
        await narrow.SucceedAsync(root => Array.ForEach(names, name => _ = new Thing(name, null, root.Child())));
        narrow.Provider.Log.Clear();
        var holds = names.Select(name => narrow.Provider.Hold($"delete {name}")).ToList();
        var run = narrow.UpAsync(_ => { });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        await Waiting.UntilAsync(() => narrow.Began.Length >= parallel, patience.Token);
        Assert.That(narrow.Began, Has.Length.EqualTo(parallel));
        holds.ForEach(hold => hold.SetResult());
        Assert.That((await run).Deleted, Is.EqualTo(3));
    }

    [Test]
    public async Task Deletes_come_after_creates_and_updates()
    {
        await stack.SucceedAsync(root => _ = new Thing("old", null, root.Child()));
        await stack.SucceedAsync(root => _ = new Thing("new", null, root.Child()));
        Assert.That(stack.Began, Is.EqualTo(new[] { "create new", "delete old" }));
    }

    [Test]
    public async Task A_protected_resource_refuses_before_anything_is_touched()
    {
        await stack.SucceedAsync(root =>
        {
            _ = new Thing("locked", null, new CustomResourceOptions { Parent = root, Protect = true });
            _ = new Thing("free", null, root.Child());
        });
        var report = await stack.UpAsync(_ => { });
        Assert.That(report.Failure, Is.TypeOf<ProtectedResourceException>());
        Assert.That(report.Steps.Select(step => step.Key.Name), Is.EqualTo(new[] { "locked" }));
        Assert.That(stack.Find("locked"), Is.Not.Null);
        Assert.That(stack.Find("free"), Is.Not.Null);
    }

    [Test]
    public async Task A_retained_resource_is_only_forgotten()
    {
        await stack.SucceedAsync(root => _ = new Thing("a", null, new CustomResourceOptions { Parent = root, RetainOnDelete = true }));
        await stack.SucceedAsync(_ => { });
        Assert.That(stack.Provider.Log, Is.Empty);
        Assert.That(stack.Find("a"), Is.Null);
        Assert.That(stack.Provider.Existing, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_failed_delete_stays_in_state_with_all_that_waited_for_it()
    {
        await stack.SucceedAsync(root =>
        {
            var a = new Thing("a", null, root.Child());
            _ = new Thing("b", null, root.Child(a));
        });
        stack.Provider.Failing.Add("delete b");
        var report = await stack.UpAsync(_ => { });
        Assert.That(report.Failure!.Message, Is.EqualTo("delete b failed"));
        Assert.That(stack.Find("a"), Is.Not.Null);
        Assert.That(stack.Find("b"), Is.Not.Null);
    }

    [Test]
    public async Task A_resource_outlives_its_provider_in_the_program_and_is_deleted_by_it()
    {
        await stack.SucceedAsync(root =>
        {
            var provider = new ThingProviderResource("mine", new ThingArgs { Value = "here" }, root.Child());
            _ = new Thing("a", null, new CustomResourceOptions { Parent = root, Provider = provider });
        });
        await stack.SucceedAsync(_ => { });
        Assert.That(stack.Began, Is.EqualTo(new[] { "delete a" }));
    }

    [Test]
    public async Task A_replacement_creates_the_new_one_first()
    {
        stack.Provider.ReplacedBy.Add("value");
        await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "1" }, root.Child()));
        var report = await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "2" }, root.Child()));
        Assert.That(stack.Began, Is.EqualTo(new[] { "create a", "delete a" }));
        Assert.That(report.Created, Is.EqualTo(1));
        Assert.That(stack.Find("a")!.Inputs["value"]!.GetValue<string>(), Is.EqualTo("2"));
        Assert.That(stack.Provider.Existing, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_was_replaced_is_deleted_by_a_later_run_when_this_one_failed_before_its_deletes()
    {
        await ReplaceAsync(failing: "create b");
        Assert.That(stack.Provider.Existing, Has.Count.EqualTo(2), "a failed step skips all deletes");

        stack.Provider.Failing.Clear();
        await stack.SucceedAsync(Replaced);
        Assert.That(stack.Began, Is.EqualTo(new[] { "create b", "delete a" }));
        Assert.That(stack.Find("a")!.Inputs["value"]!.GetValue<string>(), Is.EqualTo("2"));
    }

    [Test]
    public async Task What_was_replaced_is_deleted_by_a_later_run_when_its_delete_failed()
    {
        await ReplaceAsync(failing: "delete a");
        stack.Provider.Failing.Clear();
        await stack.SucceedAsync(Replaced);
        Assert.That(stack.Began, Is.EqualTo(new[] { "delete a" }));
        Assert.That(stack.Provider.Existing.Values.Select(inputs => inputs["value"]?.GetValue<string>()), Is.EquivalentTo(new[] { "2", null }));
    }

    [Test]
    public async Task A_destroy_takes_what_was_replaced_too()
    {
        await ReplaceAsync(failing: "delete a");
        stack.Provider.Failing.Clear();
        await stack.Engine.DestroyAsync(1, stack, CancellationToken.None);
        Assert.That(stack.Provider.Existing, Is.Empty);
    }

    private static void Replaced(Root root)
    {
        var a = new Thing("a", new ThingArgs { Value = "2" }, root.Child());
        _ = new Thing("b", null, root.Child(a));
    }

    private async Task ReplaceAsync(string failing)
    {
        stack.Provider.ReplacedBy.Add("value");
        await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "1" }, root.Child()));
        stack.Provider.Failing.Add(failing);
        Assert.That((await stack.UpAsync(Replaced)).Failure?.Message, Is.EqualTo($"{failing} failed"));
    }
}
