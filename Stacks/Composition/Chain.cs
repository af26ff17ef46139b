using CniMigration.Components;
using Pulumi;

namespace CniMigration.Stacks.Composition;

/// <summary>
/// The last links of what was declared so far. Whatever comes after these comes after everything before them as well, on the way forth; on the way
/// back only direct dependencies between what is deleted in the same run count, and <see cref="Changes"/> are for those.
/// </summary>
internal sealed class Chain
{
    /// <summary>The resources that nothing in the chain comes after yet.</summary>
    public ImmutableArray<Resource> Ends { get; private set; } = [];

    /// <summary>
    /// What is taken back when it is deleted. Each needs a direct dependency on those before it: a link between two may stay while both go (the move),
    /// and a refresh that finds one gone (goldpinger's Deployment, the operator's role) takes it out of the state, and its dependencies with it.
    /// </summary>
    public ImmutableArray<Resource> Changes { get; private set; } = [];

    /// <summary>Makes a resource or a component the last link.</summary>
    public T Then<T>(T link) where T : Resource
    {
        Ends = link is StageComponent component ? component.Ends : [link];
        return link;
    }

    /// <summary>Makes resources last links, which themselves come after those that were.</summary>
    public void Then(ImmutableArray<Resource> links) => Ends = links;

    /// <summary>Makes resources last links beside those that are.</summary>
    public void Beside(params ImmutableArray<Resource> links) => Ends = [.. Ends, .. links];

    /// <summary>Takes note of resources that are taken back when they are deleted.</summary>
    public void Changed(params IEnumerable<Resource> changes) => Changes = [.. Changes, .. changes];
}
