using Pulumi;
using Pulumi.Utilities;

namespace CniMigration.Rehearsal.Engine;

/// <summary>The URNs under which a resource may have been known before. Aliases that a component hands down to its children are not modelled.</summary>
internal static class Aliases
{
    public static async Task<ImmutableArray<string>> ResolveAsync(Declaration declaration, Func<Resource, Declaration?> find)
    {
        var urns = ImmutableArray.CreateBuilder<string>();
        foreach (var input in declaration.Options.Aliases)
        {
            if (await OutputUtilities.GetValueAsync(input.ToOutput()) is { } alias)
            {
                urns.Add(alias.Urn ?? await ComposeAsync(declaration, alias, find));
            }
        }

        return urns.ToImmutable();
    }

    private static async Task<string> ComposeAsync(Declaration declaration, Alias alias, Func<Resource, Declaration?> find)
    {
        var own = declaration.Urn.Split("::");
        var type = await TextAsync(alias.Type) ?? declaration.Key.Type;
        var parent = alias.NoParent ? null
            : await TextAsync(alias.ParentUrn) ?? (alias.Parent is { } resource ? find(resource)?.Urn : declaration.Parent?.Urn);
        var types = parent is null ? type : $"{parent.Split("::")[2]}${type}";
        var stack = await TextAsync(alias.Stack) is { } other ? $"urn:pulumi:{other}" : own[0];
        return $"{stack}::{await TextAsync(alias.Project) ?? own[1]}::{types}::{await TextAsync(alias.Name) ?? declaration.Key.Name}";
    }

    private static async Task<string?> TextAsync(Input<string>? input) => input is null ? null : await OutputUtilities.GetValueAsync(input.ToOutput());
}
