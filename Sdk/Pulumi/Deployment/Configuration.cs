using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi;

/// <summary>What <c>pulumi config</c> holds, as the engine hands it over in the environment.</summary>
internal sealed class Configuration
{
    private readonly ImmutableDictionary<string, string> _values;
    private readonly ImmutableHashSet<string> _secretKeys;

    private Configuration(ImmutableDictionary<string, string> values, ImmutableHashSet<string> secretKeys)
        => (_values, _secretKeys) = (values, secretKeys);

    public static Configuration FromEnvironment()
    {
        var values = Read("PULUMI_CONFIG")?.EnumerateObject().ToImmutableDictionary(entry => CleanKey(entry.Name), entry => entry.Value.ToString());
        var secretKeys = Read("PULUMI_CONFIG_SECRET_KEYS")?.EnumerateArray().Select(key => key.ToString()).ToImmutableHashSet();
        return new Configuration(values ?? ImmutableDictionary<string, string>.Empty, secretKeys ?? []);
    }

    public string? Get(string fullKey) => _values.GetValueOrDefault(fullKey);

    public bool IsSecret(string fullKey) => _secretKeys.Contains(fullKey);

    private static JsonElement? Read(string variable)
        => Environment.GetEnvironmentVariable(variable) is { } json ? JsonElement.Parse(json) : null;

    /// <summary><c>project:config:key</c> is the old spelling of <c>project:key</c>.</summary>
    private static string CleanKey(string key) => key.Split(':', 3) is [var project, "config", var name] ? $"{project}:{name}" : key;
}
