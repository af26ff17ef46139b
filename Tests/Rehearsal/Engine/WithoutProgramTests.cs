using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Engine;
using Pulumi;

namespace CniMigration.Tests.Rehearsal.Engine;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WithoutProgramTests
{
    private readonly ThingStack stack = new();

    [Test]
    public async Task A_destroy_deletes_dependents_first_and_leaves_nothing()
    {
        await stack.SucceedAsync(root =>
        {
            var a = new Thing("a", null, root.Child());
            _ = new Thing("b", null, root.Child(a));
        });
        stack.Provider.Log.Clear();
        var report = await stack.Engine.DestroyAsync(1, stack, CancellationToken.None);
        Assert.That(report.Failure, Is.Null);
        Assert.That(stack.Began, Is.EqualTo(new[] { "delete b", "delete a" }));
        Assert.That(stack.Engine.State.Resources, Is.Empty);
    }

    [Test]
    public async Task The_preview_of_a_destroy_fails_at_what_is_protected_shows_what_would_go_all_the_same_and_touches_nothing()
    {
        await stack.SucceedAsync(root =>
        {
            _ = new Thing("locked", null, new CustomResourceOptions { Parent = root, Protect = true });
            _ = new Thing("free", null, root.Child());
        });
        stack.Provider.Log.Clear();
        var report = await stack.Engine.PreviewDestroyAsync(1, CancellationToken.None);
        Assert.That(report.Failure, Is.TypeOf<ProtectedResourceException>());
        Assert.That(
            report.Steps.Where(step => step.Custom).Select(step => (step.Key.Name, step.Failure is null)),
            Is.EquivalentTo(new[] { ("locked", false), ("free", true) }));
        Assert.That(stack.Began, Is.Empty);
        Assert.That(stack.Find("free"), Is.Not.Null);
    }

    [Test]
    public async Task A_destroy_without_its_preview_spares_only_what_something_protected_depends_on()
    {
        await stack.SucceedAsync(root =>
        {
            var first = new Thing("first", null, root.Child());
            var second = new Thing("second", null, root.Child(first));
            _ = new Thing("locked", null, new CustomResourceOptions { Parent = root, Protect = true, DependsOn = second });
            _ = new Thing("free", null, root.Child(first));
        });
        stack.Provider.Log.Clear();
        var report = await stack.Engine.DestroyAsync(1, stack, CancellationToken.None);
        Assert.That(report.Failure, Is.TypeOf<ProtectedResourceException>());
        Assert.That(stack.Began, Is.EqualTo(new[] { "delete free" }));
        var left = stack.Engine.State.Resources.Where(resource => resource.Custom).Select(resource => resource.Key.Name);
        Assert.That(left, Is.EquivalentTo(new[] { "first", "second", "locked" }));
    }

    [TestCase(null)]
    [TestCase(true)]
    public async Task What_is_in_a_remote_component_is_spared_only_where_it_is_protected_itself(bool? itself)
    {
        await stack.SucceedAsync(root =>
        {
            var whole = new Whole("whole", new ThingArgs(), new ComponentResourceOptions { Parent = root, Protect = itself });
            _ = new Thing("locked", null, new CustomResourceOptions { Parent = root, Protect = true, DependsOn = whole });
        });
        stack.Provider.Log.Clear();
        await stack.Engine.DestroyAsync(1, stack, CancellationToken.None);
        Assert.That(stack.Began, Is.EqualTo(itself == true ? [] : new[] { "delete whole" }));
    }

    [Test]
    public async Task What_is_in_a_remote_component_is_below_it_comes_after_its_inputs_alone_and_is_protected_with_it()
    {
        await stack.SucceedAsync(root =>
        {
            var input = new Thing("input", new ThingArgs { Value = "1" }, root.Child());
            var before = new Thing("before", null, root.Child());
            _ = new Whole(
                "whole", new ThingArgs { Value = input.Made }, new ComponentResourceOptions { Parent = root, DependsOn = before, Protect = true });
        });
        var inner = stack.Find("whole", "test:index:Thing");
        Assert.That(inner.Urn, Does.EndWith("test:index:Root$test:index:Whole$test:index:Thing::whole"));
        Assert.That(
            inner.Dependencies.Select(urn => ResourceKey.OfUrn(urn).ToString()),
            Is.EquivalentTo(new[] { "test:index:Whole whole", "test:index:Thing input" }));
        Assert.That((inner.Custom, inner.Protect, stack.Find("whole", Whole.Type).Custom), Is.EqualTo((true, true, false)));
    }

    [Test]
    public async Task What_is_in_a_remote_component_goes_after_whatever_depends_on_the_component()
    {
        await stack.SucceedAsync(root =>
        {
            var whole = new Whole("whole", new ThingArgs(), new ComponentResourceOptions { Parent = root });
            _ = new Thing("after", null, new CustomResourceOptions { Parent = root, DependsOn = whole });
        });
        stack.Provider.Log.Clear();
        for (var seed = 1; seed <= 4; seed++)
        {
            Assert.That((await stack.Engine.PreviewDestroyAsync(seed, CancellationToken.None)).Steps.Where(step => step.Custom).Select(step => step.Key.Name),
                Is.EqualTo(new[] { "after", "whole" }));
        }
    }

    [Test]
    public async Task A_refresh_shows_what_drifted_and_what_is_gone()
    {
        Action<Root> program = root =>
        {
            _ = new Thing("same", new ThingArgs { Value = "1" }, root.Child());
            _ = new Thing("drifted", new ThingArgs { Value = "1" }, root.Child());
            _ = new Thing("gone", new ThingArgs { Value = "1" }, root.Child());
        };
        await stack.SucceedAsync(program);
        stack.Provider.Existing[stack.Find("drifted")!.Id] = new JsonObject { ["value"] = "2" };
        stack.Provider.Existing.TryRemove(stack.Find("gone")!.Id, out _);

        var report = await stack.Engine.RefreshAsync(stack, CancellationToken.None);
        Assert.That(report.Failure, Is.Null);
        Assert.That(report.Steps.Single(step => step.Key.Name == "same").Operation, Is.EqualTo(Operation.Same));
        Assert.That(report.Steps.Single(step => step.Key.Name == "drifted"), Has.Property("Operation").EqualTo(Operation.Update));
        Assert.That(report.Steps.Single(step => step.Key.Name == "drifted").Changed, Is.EqualTo(new[] { "value" }));
        Assert.That(report.Steps.Single(step => step.Key.Name == "gone").Operation, Is.EqualTo(Operation.Delete));

        await stack.SucceedAsync(program);
        Assert.That(stack.Began, Is.EquivalentTo(new[] { "update drifted", "create gone" }));
    }
}
