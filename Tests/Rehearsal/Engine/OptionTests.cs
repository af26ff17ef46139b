using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Engine;
using Pulumi;

namespace CniMigration.Tests.Rehearsal.Engine;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OptionTests
{
    private readonly ThingStack stack = new();

    [Test]
    public async Task A_change_that_is_ignored_is_none()
    {
        await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "1", Other = "x" }, root.Child()));
        var report = await stack.SucceedAsync(root => _ = new Thing(
            "a", new ThingArgs { Value = "2", Other = "x" }, new CustomResourceOptions { Parent = root, IgnoreChanges = { "value" } }));
        Assert.That(report.ChangesNothing);
        Assert.That(stack.Find("a")!.Inputs["value"]!.GetValue<string>(), Is.EqualTo("1"));
    }

    [Test]
    public async Task An_import_reads_and_creates_nothing()
    {
        stack.Provider.Existing["theirs"] = new JsonObject { ["value"] = "1" };
        var report = await stack.SucceedAsync(root => _ = new Thing(
            "a", new ThingArgs { Value = "1" }, new CustomResourceOptions { Parent = root, ImportId = "theirs" }));
        Assert.That(report.Created, Is.EqualTo(1));
        Assert.That(stack.Began, Is.All.EqualTo("read theirs"));
        Assert.That(stack.Find("a")!.Id, Is.EqualTo("theirs"));
    }

    [Test]
    public async Task An_import_that_differs_goes_on_into_an_update_unless_the_change_is_ignored()
    {
        stack.Provider.Existing["theirs"] = new JsonObject { ["value"] = "1" };
        await stack.SucceedAsync(root => _ = new Thing(
            "a", new ThingArgs { Value = "2" }, new CustomResourceOptions { Parent = root, ImportId = "theirs", IgnoreChanges = { "*" } }));
        Assert.That(stack.Began, Does.Not.Contain("update a"));
        await stack.SucceedAsync(root => _ = new Thing(
            "b", new ThingArgs { Value = "2" }, new CustomResourceOptions { Parent = root, ImportId = "theirs" }));
        Assert.That(stack.Began, Does.Contain("update b"));
    }

    [Test]
    public async Task A_rename_with_an_alias_is_no_change()
    {
        await stack.SucceedAsync(root =>
        {
            var a = new Thing("a", new ThingArgs { Value = "1" }, root.Child());
            _ = new Thing("b", null, root.Child(a));
        });
        void Renamed(Root root)
        {
            var options = root.Child();
            options.Aliases.Add(new Alias { Name = "a" });
            var a = new Thing("renamed", new ThingArgs { Value = "1" }, options);
            _ = new Thing("b", null, root.Child(a));
        }

        Assert.That((await stack.PreviewAsync(Renamed)).ChangesNothing);
        Assert.That((await stack.SucceedAsync(Renamed)).ChangesNothing);
        Assert.That(stack.Find("a"), Is.Null);
        Assert.That(stack.Find("b")!.Dependencies, Is.EqualTo(new[] { stack.Find("renamed")!.Urn }));
        Assert.That(stack.Provider.Log, Is.Empty);
    }

    [Test]
    public async Task An_option_that_is_not_modelled_is_refused()
    {
        var report = await stack.UpAsync(root =>
        {
            var a = new Thing("a", null, root.Child());
            _ = new Thing("b", null, new CustomResourceOptions { Parent = root, DeletedWith = a });
        });
        Assert.That(report.Failure!.Message, Does.Contain("deletedWith"));
    }

    [Test]
    public async Task An_import_of_nothing_fails()
    {
        var report = await stack.UpAsync(root => _ = new Thing("a", null, new CustomResourceOptions { Parent = root, ImportId = "nobody" }));
        Assert.That(report.Failure!.Message, Does.Contain("nothing to import"));
    }

    [TestCase("a", """{"a":2,"b":{"c":2,"d":[2,2]}}""", """{"a":1,"b":{"c":2,"d":[2,2]}}""")]
    [TestCase("b.c", """{"a":2,"b":{"c":2,"d":[2,2]}}""", """{"a":2,"b":{"c":1,"d":[2,2]}}""")]
    [TestCase("b[\"c\"]", """{"a":2,"b":{"c":2,"d":[2,2]}}""", """{"a":2,"b":{"c":1,"d":[2,2]}}""")]
    [TestCase("b.d[1]", """{"a":2,"b":{"c":2,"d":[2,2]}}""", """{"a":2,"b":{"c":2,"d":[2,1]}}""")]
    [TestCase("*", """{"a":2,"z":2}""", """{"a":1,"b":{"c":1,"d":[1,1]}}""")]
    [TestCase("nowhere.at.all", """{"a":2}""", """{"a":2}""")]
    public void Paths_name_what_is_ignored(string path, string inputs, string expected)
    {
        var old = JsonNode.Parse("""{"a":1,"b":{"c":1,"d":[1,1]}}""")!.AsObject();
        var result = IgnoredChanges.Apply(JsonNode.Parse(inputs)!.AsObject(), old, [path]);
        Assert.That(Values.Same(result, JsonNode.Parse(expected)), Is.True, result.ToJsonString());
    }
}
