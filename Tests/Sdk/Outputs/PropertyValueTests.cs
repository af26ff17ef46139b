using System.Collections.Immutable;
using Pulumi;
using Pulumi.Experimental;

namespace CniMigration.Tests.Sdk.Outputs;

internal sealed class PropertyValueTests
{
    private static readonly PropertyValue Map = new(ImmutableDictionary<string, PropertyValue>.Empty
        .Add("stage", new("migrate"))
        .Add("counts", new(ImmutableArray.Create<PropertyValue>(new(1), new(true), PropertyValue.Null))));

    [Test]
    public void A_value_is_read_as_what_it_is_and_as_nothing_else()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Map.Type, Is.EqualTo(PropertyValueType.Map));
            Assert.That(Map.TryGetMap(out var map) && map["stage"].TryGetString(out var stage) && stage == "migrate", Is.True);
            Assert.That(Map.TryGetString(out _), Is.False);
            Assert.That(PropertyValue.Computed.IsComputed && !PropertyValue.Computed.IsNull, Is.True);
            Assert.That(Kind(new PropertyValue(2.5)), Is.EqualTo("number"));
            Assert.That(Kind(PropertyValue.Null), Is.EqualTo("null"));
            Assert.That(Kind(PropertyValue.Computed), Is.EqualTo("computed"));
        });
    }

    [Test]
    public void Values_are_equal_by_content_secrecy_and_dependencies()
    {
        var same = new PropertyValue(ImmutableDictionary<string, PropertyValue>.Empty
            .Add("counts", new(ImmutableArray.Create<PropertyValue>(new(1), new(true), PropertyValue.Null)))
            .Add("stage", new("migrate")));

        Assert.Multiple(() =>
        {
            Assert.That(same, Is.EqualTo(Map));
            Assert.That(Map.WithSecret(true), Is.Not.EqualTo(Map));
            Assert.That(Map.WithSecret(true).WithSecret(false), Is.EqualTo(Map));
            Assert.That(Map.WithDependencies([new Urn("urn:pulumi:a::b::c::d")]), Is.Not.EqualTo(Map));
            Assert.That(new PropertyValue(1), Is.Not.EqualTo(new PropertyValue("1")));
        });
    }

    [Test]
    public void A_value_says_what_it_holds() =>
        Assert.That(
            new PropertyValue(ImmutableArray.Create<PropertyValue>(new("a"), new(1.5), PropertyValue.Computed)).WithSecret(true).ToString(),
            Is.EqualTo("[a,1.5,{unknown}] (secret)"));

    private static string? Kind(PropertyValue value) =>
        value.Match(
            () => "null",
            _ => "bool",
            _ => "number",
            _ => "string",
            _ => "array",
            _ => "map",
            _ => "asset",
            _ => "archive",
            _ => "resource",
            () => "computed");
}
