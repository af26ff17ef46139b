using System.Text.Json;
using Pulumi;

namespace CniMigration.Stacks.Settings;

/// <summary>The stack's configuration as plain text, by full key (<c>namespace:key</c>).</summary>
internal static class ConfigValues
{
    // Pulumi.Config can ask for a key but not list them. The engine hands the program its whole configuration in this
    // variable, which the SDK itself reads; without it (an inline program) unknown keys go unseen.
    private const string EngineVariable = "PULUMI_CONFIG";

    /// <summary>Reads the known keys as the SDK has them, and the names of all others in our namespace.</summary>
    public static ImmutableDictionary<string, string> Load()
    {
        var values = UnknownKeys(Environment.GetEnvironmentVariable(EngineVariable));
        var config = new Config(SettingKey.Namespace);
        foreach (var key in MigrationSettings.Keys)
        {
            if (config.Get(key.Name) is { } value)
            {
                values = values.SetItem(key.FullName, value);
            }
        }

        var aws = new Config("aws");
        values = aws.Get("region") is { } region ? values.SetItem("aws:region", region) : values;
        return aws.Get("profile") is { } profile ? values.SetItem("aws:profile", profile) : values;
    }

    private static ImmutableDictionary<string, string> UnknownKeys(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject()
            .Select(property => property.Name.Replace(":config:", ":", StringComparison.Ordinal))
            .Where(name => name.StartsWith($"{SettingKey.Namespace}:", StringComparison.Ordinal))
            .Where(name => MigrationSettings.Keys.All(key => key.FullName != name))
            .ToImmutableDictionary(name => name, _ => "");
    }
}
