using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Pulumi.Utilities;

namespace CniMigration.Tests.Sdk.Mocks;

internal sealed class InputTests
{
    [Test]
    public async Task Inputs_arrive_by_wire_name_as_plain_values()
    {
        var inputs = await InputsOfAsync(() => new LeafArgs
        {
            Text = "hello",
            Number = 3,
            Level = Level.High,
            Shape = new ShapeArgs { Sides = 4, Name = Output.Create("square") },
            Either = 7,
            Json = """{"a":[1,true,null]}""",
            Texts = { "a", Output.Create("b") },
            Labels = { ["app"] = "goldpinger" },
            Values = { ["nested"] = new Dictionary<string, object> { ["list"] = new[] { 1, 2 } } },
        });

        Assert.Multiple(() =>
        {
            Assert.That(inputs["text"], Is.EqualTo("hello"));
            Assert.That(inputs["number"], Is.EqualTo(3.0));
            Assert.That(inputs["level"], Is.EqualTo("HIGH"));
            Assert.That(inputs["shape"], Is.EquivalentTo(new Dictionary<string, object> { ["sides"] = 4.0, ["name"] = "square" }));
            Assert.That(inputs["either"], Is.EqualTo(7.0));
            Assert.That(((ImmutableDictionary<string, object>)inputs["json"])["a"], Is.EqualTo(new object?[] { 1.0, true, null }));
            Assert.That(inputs["texts"], Is.EqualTo(new[] { "a", "b" }));
            Assert.That(inputs["labels"], Is.EquivalentTo(new Dictionary<string, object> { ["app"] = "goldpinger" }));
            Assert.That(((ImmutableDictionary<string, object>)((ImmutableDictionary<string, object>)inputs["values"])["nested"])["list"],
                Is.EqualTo(new[] { 1.0, 2.0 }));
        });
    }

    [Test]
    public async Task What_is_not_set_does_not_arrive()
    {
        var inputs = await InputsOfAsync(() => new LeafArgs { Text = (string)null! });

        Assert.That(inputs, Is.Empty);
    }

    [Test]
    public async Task What_is_unknown_in_any_part_does_not_arrive()
    {
        var inputs = await InputsOfAsync(() => new LeafArgs
        {
            Text = OutputUtilities.CreateUnknown("?"),
            Texts = { "a", OutputUtilities.CreateUnknown("?") },
            Number = 1,
        });

        Assert.That(inputs.Keys, Is.EquivalentTo(new[] { "number" }));
    }

    [Test]
    public async Task Secrets_arrive_as_their_value()
    {
        var inputs = await InputsOfAsync(() => new LeafArgs { Text = Output.CreateSecret("token") });

        Assert.That(inputs["text"], Is.EqualTo("token"));
    }

    [Test]
    public async Task Inputs_marked_json_arrive_as_json_text()
    {
        var inputs = await InputsOfAsync(() => new LeafArgs { Sealed = new ShapeArgs { Sides = 3 } });

        Assert.That(JsonElement.Parse((string)inputs["sealed"]).GetProperty("sides").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public async Task Assets_arrive_as_assets()
    {
        var inputs = await InputsOfAsync(() => new LeafArgs { Asset = new StringAsset("values") });

        Assert.That(inputs["asset"], Is.InstanceOf<StringAsset>());
    }

    [Test]
    public async Task A_resource_arrives_as_a_resource_after_it_was_registered()
    {
        var mocks = new RecordingMocks();
        await Programs.RunAsync(mocks, () =>
        {
            var first = new Leaf("first");
            _ = new Leaf("second", new() { Other = first });
        });

        Assert.That(mocks.Names, Is.EqualTo(new[] { "first", "second" }));
        Assert.That(mocks.InputsOf("second")["leaf"], Is.InstanceOf<CustomResource>());
    }

    [Test]
    public void A_type_that_has_no_wire_form_is_refused_by_name()
    {
        var error = Assert.ThrowsAsync<RunException>(() => InputsOfAsync(() => new LeafArgs { Values = { ["much"] = 1L } }));

        Assert.That(error.Message, Does.Contain("System.Int64"));
    }

    private static async Task<ImmutableDictionary<string, object>> InputsOfAsync(Func<LeafArgs> args)
    {
        var mocks = new RecordingMocks { Answer = _ => Task.FromResult<object>(new Dictionary<string, object>()) };
        await Programs.RunAsync(mocks, () => { _ = new Leaf("leaf", args()); });
        return mocks.InputsOf("leaf");
    }
}
