namespace CniMigration.Stacks.Settings;

/// <summary>A key of the stack's configuration. Pulumi.yaml says the same of it, and a test holds the two together.</summary>
/// <param name="Name">The key, without its namespace.</param>
/// <param name="Type">Its type, as Pulumi calls it: string, integer, boolean, array or object.</param>
/// <param name="Default">What it is where nothing is set, as text; none where it has to be set.</param>
internal sealed record SettingKey(string Name, string Type, string? Default)
{
    /// <summary>The namespace of every key, which is the project's name.</summary>
    public const string Namespace = "cni-migration";

    /// <summary>The key as the configuration spells it.</summary>
    public string FullName => $"{Namespace}:{Name}";
}
