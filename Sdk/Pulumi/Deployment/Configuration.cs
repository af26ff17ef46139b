using System.Text.Json;

namespace Pulumi;

/// <summary>What <c>pulumi config</c> holds, as the engine hands it over in the environment.</summary>
internal sealed class Configuration
{
    private readonly ImmutableDictionary<string, string> values;

    private Configuration(ImmutableDictionary<string, string> values) => this.values = values;

    public static Configuration FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("PULUMI_CONFIG") is { } json
            ? JsonElement.Parse(json).EnumerateObject().ToImmutableDictionary(entry => CleanKey(entry.Name), entry => entry.Value.ToString())
            : ImmutableDictionary<string, string>.Empty);

    public string? Get(string fullKey) => values.GetValueOrDefault(fullKey);

    /// <summary><c>project:config:key</c> is the old spelling of <c>project:key</c>.</summary>
    private static string CleanKey(string key) => key.Split(':', 3) is [var project, "config", var name] ? $"{project}:{name}" : key;
}
