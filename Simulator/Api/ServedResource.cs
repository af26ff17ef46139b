namespace CniMigration.Simulator.Api;

/// <summary>A type under one of the versions it is served in.</summary>
internal sealed record ServedResource(ResourceType Type, string Group, string Version)
{
    public string ApiVersion => Group.Length == 0 ? Version : Group + "/" + Version;

    public bool IsStorageVersion => Group == Type.Group && Version == Type.Version;
}
