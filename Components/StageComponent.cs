using Pulumi;

namespace CniMigration.Components;

/// <summary>
/// A component whose first resources come after what the component comes after, each other one after those before it, and whose
/// <see cref="Ends"/> are what the next one has to come after: a chain of last links, in which everything still comes after everything before it.
/// </summary>
internal abstract class StageComponent : ComponentResource
{
    private readonly InputList<Resource> dependsOn;

    protected StageComponent(string type, string name, ComponentResourceOptions? options)
        : base($"cni-migration:index:{type}", name, options) => dependsOn = options?.DependsOn ?? new InputList<Resource>();

    /// <summary>The resources in it that no other one in it comes after.</summary>
    public ImmutableArray<Resource> Ends { get; protected init; } = [];

    /// <summary>The options of a resource that comes first.</summary>
    protected CustomResourceOptions First(ProviderResource? provider, params Resource[] after) =>
        new() { Parent = this, Provider = provider, DependsOn = AfterAll(after) };

    /// <summary>The options of a resource that comes after others in the component.</summary>
    protected CustomResourceOptions Then(ProviderResource? provider, params Resource[] after) =>
        new() { Parent = this, Provider = provider, DependsOn = after };

    /// <summary>What the component comes after, and more.</summary>
    protected InputList<Resource> AfterAll(params Resource[] more)
    {
        var all = new InputList<Resource>();
        all.AddRange(dependsOn);
        all.AddRange(more);
        return all;
    }
}
