using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace CniMigration.Tests.Sdk.Mocks;

internal sealed class StateTests
{
    private static readonly Dictionary<string, object> Full = new()
    {
        ["text"] = "hello",
        ["number"] = 3,
        ["flags"] = new Dictionary<string, object> { ["on"] = true },
        ["shapes"] = new object[] { new Dictionary<string, object> { ["sides"] = 4.0, ["name"] = "square" } },
        ["level"] = "HIGH",
        ["anything"] = new object[] { "a", 1.0 },
    };

    [Test]
    public async Task What_a_mock_returns_becomes_typed_outputs()
    {
        Leaf leaf = null!;
        await Programs.RunAsync(Returning(Full), () => { leaf = new Leaf("leaf"); });

        Assert.Multiple(async () =>
        {
            Assert.That(await OutputUtilities.GetValueAsync(leaf.Text), Is.EqualTo("hello"));
            Assert.That(await OutputUtilities.GetValueAsync(leaf.Number), Is.EqualTo(3));
            Assert.That((await OutputUtilities.GetValueAsync(leaf.Flags))["on"], Is.True);
            Assert.That((await OutputUtilities.GetValueAsync(leaf.Shapes)).Select(shape => (shape.Sides, shape.Name)), Is.EqualTo(new[] { (4, "square") }));
            Assert.That(await OutputUtilities.GetValueAsync(leaf.Level), Is.EqualTo(Level.High));
            Assert.That(await OutputUtilities.GetValueAsync(leaf.Anything), Is.EqualTo(new object[] { "a", 1.0 }));
            Assert.That(await OutputUtilities.GetValueAsync(leaf.Id), Is.EqualTo("leaf-id"));
        });
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task What_a_mock_leaves_out_is_unknown_in_a_preview_and_empty_in_an_update(bool preview, bool known)
    {
        Leaf leaf = null!;
        await Programs.RunAsync(Returning([]), () => { leaf = new Leaf("leaf"); }, preview ? Programs.Preview : Programs.Update);

        Assert.That(await OutputUtilities.GetIsKnownAsync(leaf.Text), Is.EqualTo(known));
        Assert.That(await OutputUtilities.GetValueAsync(leaf.Text), Is.Null);
    }

    [Test]
    public async Task A_remote_component_has_outputs_of_its_own()
    {
        RemoteGroup group = null!;
        await Programs.RunAsync(Returning(new() { ["leaves"] = 5 }), () => { group = new RemoteGroup("group"); });

        Assert.That(await OutputUtilities.GetValueAsync(group.Leaves), Is.EqualTo(5));
    }

    [Test]
    public async Task An_output_depends_on_its_resource_and_a_secret_stays_one()
    {
        Leaf leaf = null!;
        var mocks = new RecordingMocks
        {
            Answer = _ => Task.FromResult<object>(new Dictionary<string, object> { ["text"] = Output.CreateSecret("token") }),
        };
        await Programs.RunAsync(mocks, () => { leaf = new Leaf("leaf"); });

        Assert.That(await OutputUtilities.GetDependenciesAsync(leaf.Text), Is.EqualTo(new[] { leaf }));
        Assert.That(await Output.IsSecretAsync(leaf.Text), Is.True);
        Assert.That(await OutputUtilities.GetValueAsync(leaf.Text), Is.EqualTo("token"));
    }

    [Test]
    public async Task A_mock_can_leave_an_output_unknown()
    {
        Leaf leaf = null!;
        var mocks = new RecordingMocks
        {
            Answer = _ => Task.FromResult<object>(new Dictionary<string, object> { ["text"] = OutputUtilities.CreateUnknown("") }),
        };
        await Programs.RunAsync(mocks, () => { leaf = new Leaf("leaf"); });

        Assert.That(await OutputUtilities.GetIsKnownAsync(leaf.Text), Is.False);
    }

    [Test]
    public async Task A_urn_is_qualified_by_the_first_type_of_its_parent()
    {
        Leaf leaf = null!;
        var options = new TestOptions { IsPreview = false, ProjectName = "cni", StackName = "dev" };
        await Programs.RunAsync(new RecordingMocks(), () =>
        {
            var outer = new LocalGroup("outer");
            var inner = new LocalGroup("inner", new() { Parent = outer });
            leaf = new Leaf("leaf", options: new() { Parent = inner });
        }, options);

        Assert.That(
            await OutputUtilities.GetValueAsync(leaf.Urn),
            Is.EqualTo("urn:pulumi:dev::cni::pulumi:pulumi:Stack$sample:index:Leaf::leaf"));
    }

    [Test]
    public async Task A_provider_is_named_by_its_urn_and_id_and_handed_down()
    {
        var mocks = new RecordingMocks();
        await Programs.RunAsync(mocks, () =>
        {
            var provider = new SampleProvider("eu");
            var group = new LocalGroup("group", new() { Providers = { provider } });
            _ = new Leaf("inherits", options: new() { Parent = group });
            _ = new Leaf("given", options: new() { Provider = provider });
            _ = new Leaf("none");
        });

        const string Reference = "urn:pulumi:stack::project::pulumi:pulumi:Stack$pulumi:providers:sample::eu::eu-id";
        Assert.That(mocks["inherits"].Provider, Is.EqualTo(Reference));
        Assert.That(mocks["given"].Provider, Is.EqualTo(Reference));
        Assert.That(mocks["none"].Provider, Is.Empty);
    }

    [Test]
    public async Task An_imported_resource_carries_its_id_and_so_does_one_that_is_read()
    {
        var mocks = new RecordingMocks();
        await Programs.RunAsync(mocks, () =>
        {
            _ = new Leaf("imported", options: new() { ImportId = "cluster:ng-1" });
            _ = new Leaf("read", options: new() { Id = "there" });
        });

        Assert.That(mocks["imported"].Id, Is.EqualTo("cluster:ng-1"));
        Assert.That(mocks["read"].Id, Is.EqualTo("there"));
    }

    [Test]
    public async Task A_program_returns_its_outputs()
    {
        var (_, outputs) = await Deployment.TestAsync(new RecordingMocks(), Programs.Update, async () =>
        {
            await Task.Yield();
            return new Dictionary<string, object?> { ["stage"] = "baseline" };
        });

        Assert.That(outputs["stage"], Is.EqualTo("baseline"));
    }

    private static RecordingMocks Returning(Dictionary<string, object> state) =>
        new() { Answer = _ => Task.FromResult<object>(state.ToImmutableDictionary()) };
}
