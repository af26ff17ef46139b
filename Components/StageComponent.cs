using Pulumi;

namespace CniMigration.Components;

/// <summary>
/// A component whose own dependencies hold for each of its children. Pulumi orders deletes by direct dependencies only, so what a
/// component comes after must be written on every resource in it.
/// </summary>
internal abstract class StageComponent : ComponentResource
{
    private readonly InputList<Resource> _after;

    protected StageComponent(string type, string name, ComponentResourceOptions? options)
        : base($"cni-migration:index:{type}", name, options) => _after = options?.DependsOn ?? new InputList<Resource>();

    protected CustomResourceOptions Child(ProviderResource? provider, params Resource[] after) =>
        new() { Parent = this, Provider = provider, DependsOn = After(after) };

    protected InputList<Resource> After(params Resource[] after)
    {
        var all = new InputList<Resource>();
        all.AddRange(_after);
        all.AddRange(after);
        return all;
    }
}
