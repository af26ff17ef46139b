namespace CniMigration.Kubernetes.Api;

/// <summary>A type under one of the versions it is served in.</summary>
internal sealed record ServedResource(ResourceType Type, string Group, string Version)
{
    public string ApiVersion => Group.Length == 0 ? Version : Group + "/" + Version;

    public IReadOnlyList<string> Subresources { get; init; } = Type.Subresources;

    /// <summary>Where a custom resource of this version keeps its scale.</summary>
    public CustomResources.ScalePaths? Scale { get; init; }

    /// <summary>Whether a webhook would have to make this version from the stored one.</summary>
    public bool NeedsWebhook { get; init; }

    public bool IsStorageVersion => Group == Type.Group && Version == Type.Version;
}
