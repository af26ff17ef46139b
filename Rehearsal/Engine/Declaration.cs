using Pulumi;

namespace CniMigration.Rehearsal.Engine;

/// <summary>A resource as the program declared it: what the mocks do not show.</summary>
internal sealed record Declaration(ResourceKey Key, string Urn, Resource Resource, ResourceArgs? Args, ResourceOptions Options, Declaration? Parent)
{
    public bool Custom => Resource is CustomResource;

    public string? ImportId => (Options as CustomResourceOptions)?.ImportId;

    public bool Protect => Options.Protect ?? Parent?.Protect ?? false;

    public bool RetainOnDelete => Options.RetainOnDelete ?? Parent?.RetainOnDelete ?? false;

    public ImmutableArray<string> IgnoreChanges => [.. Options.IgnoreChanges];
}
