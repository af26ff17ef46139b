using System.Collections.Immutable;
using Pulumi;

namespace CniMigration.Tests.Sdk.Mocks;

internal sealed class Leaf(string name, LeafArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("sample:index:Leaf", name, args ?? new LeafArgs(), options)
{
    [Output("text")] public Output<string> Text { get; private set; } = null!;

    [Output("number")] public Output<int> Number { get; private set; } = null!;

    [Output("flags")] public Output<ImmutableDictionary<string, bool>> Flags { get; private set; } = null!;

    [Output("shapes")] public Output<ImmutableArray<Shape>> Shapes { get; private set; } = null!;

    [Output("level")] public Output<Level> Level { get; private set; } = null!;

    [Output("anything")] public Output<object?> Anything { get; private set; } = null!;
}

internal sealed class LeafArgs : ResourceArgs
{
    [Input("text")] public Input<string>? Text { get; set; }

    [Input("number")] public Input<int>? Number { get; set; }

    [Input("level")] public Input<Level>? Level { get; set; }

    [Input("shape")] public Input<ShapeArgs>? Shape { get; set; }

    [Input("sealed", json: true)] public Input<ShapeArgs>? Sealed { get; set; }

    [Input("either")] public InputUnion<string, int>? Either { get; set; }

    [Input("json")] public InputJson? Json { get; set; }

    [Input("leaf")] public Input<Leaf>? Other { get; set; }

    [Input("asset")] public Input<AssetOrArchive>? Asset { get; set; }

    [field: Input("texts")] public InputList<string> Texts { get => field ??= new(); set; }

    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }

    [field: Input("values")] public InputMap<object> Values { get => field ??= new(); set; }
}

internal sealed class ShapeArgs : ResourceArgs
{
    [Input("sides", required: true)] public Input<int> Sides { get; set; } = null!;

    [Input("name")] public Input<string>? Name { get; set; }
}

[OutputType]
internal sealed class Shape
{
    public readonly int Sides;
    public readonly string? Name;

    [OutputConstructor]
    private Shape(int sides, string? name) => (Sides, Name) = (sides, name);
}

[EnumType]
internal readonly struct Level : IEquatable<Level>
{
    private readonly string value;

    private Level(string value) => this.value = value;

    public static Level High { get; } = new("HIGH");

    public static explicit operator string(Level value) => value.value;

    public bool Equals(Level other) => value == other.value;

    public override bool Equals(object? obj) => obj is Level other && Equals(other);

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);
}

internal sealed class LocalGroup(string name, ComponentResourceOptions? options = null)
    : ComponentResource("sample:index:LocalGroup", name, options);

internal sealed class RemoteGroup(string name, ComponentResourceOptions? options = null)
    : ComponentResource("sample:index:RemoteGroup", name, ResourceArgs.Empty, options, remote: true)
{
    [Output("leaves")] public Output<int> Leaves { get; private set; } = null!;
}

internal sealed class SampleProvider(string name, CustomResourceOptions? options = null)
    : ProviderResource("sample", name, ResourceArgs.Empty, options);
