using Pulumi;

namespace CniMigration.Tests.Rehearsal.Engine;

/// <summary>A resource of the tests' own package.</summary>
internal sealed class Thing(string name, ThingArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("test:index:Thing", name, args ?? new ThingArgs(), options)
{
    [Output("value")]
    public Output<string?> Value { get; private set; } = null!;

    [Output("made")]
    public Output<string> Made { get; private set; } = null!;
}

internal sealed class ThingArgs : ResourceArgs
{
    [Input("value")]
    public Input<string>? Value { get; set; }

    [Input("other")]
    public Input<string>? Other { get; set; }

    [Input("values")]
    private InputList<string>? values;

    public InputList<string> Values
    {
        get => values ??= [];
        set => values = value;
    }
}

internal sealed class Root(ComponentResourceOptions options) : ComponentResource("test:index:Root", "root", options)
{
    public CustomResourceOptions Child(params Resource[] dependencies) => new() { Parent = this, DependsOn = dependencies };
}

internal sealed class Group(string name, Resource parent) : ComponentResource("test:index:Group", name, new ComponentResourceOptions { Parent = parent })
{
    public CustomResourceOptions Child(params Resource[] dependencies) => new() { Parent = this, DependsOn = dependencies };
}

/// <summary>A component that its provider makes as a whole.</summary>
internal sealed class Whole(string name, ThingArgs args, ComponentResourceOptions options) : ComponentResource(Type, name, args, options, remote: true)
{
    public const string Type = "test:index:Whole";
}

internal sealed class ThingProviderResource(string name, ThingArgs args, CustomResourceOptions options) : ProviderResource("test", name, args, options);
