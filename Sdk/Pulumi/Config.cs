using System.Globalization;
using System.Text.Json;

namespace Pulumi;

public sealed class Config
{
    private readonly string name;

    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        this.name = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    public string? Get(string key) => Deployment.Instance.Deployment.Configuration.Get(FullKey(key));

    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    public bool? GetBoolean(string key) =>
        Get(key) switch
        {
            null => null,
            "true" => true,
            "false" => false,
            var value => throw new ConfigTypeException(FullKey(key), value, nameof(Boolean)),
        };

    public int? GetInt32(string key) =>
        Get(key) switch
        {
            null => null,
            var value when int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
            var value => throw new ConfigTypeException(FullKey(key), value, nameof(Int32)),
        };

    public double? GetDouble(string key) =>
        Get(key) switch
        {
            null => null,
            var value when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            var value => throw new ConfigTypeException(FullKey(key), value, nameof(Double)),
        };

    public T? GetObject<T>(string key, JsonSerializerOptions options) => Parse<T>(key, options);

    public T? GetObject<T>(string key) => Parse<T>(key, options: null);

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    public T RequireObject<T>(string key, JsonSerializerOptions options) => RequireParsed<T>(key, options);

    public T RequireObject<T>(string key) => RequireParsed<T>(key, options: null);

    private T? Parse<T>(string key, JsonSerializerOptions? options)
    {
        if (Get(key) is not { } value)
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(value, options);
        }
        catch (JsonException e)
        {
            throw new ConfigTypeException(FullKey(key), value, typeof(T).FullName!, e);
        }
    }

    private T RequireParsed<T>(string key, JsonSerializerOptions? options) =>
        Get(key) is null ? throw Missing(key) : Parse<T>(key, options)!;

    private ConfigMissingException Missing(string key) => new(FullKey(key));

    private string FullKey(string key) => $"{name}:{key}";

    private sealed class ConfigTypeException(string key, string value, string expectedType, Exception? innerException = null)
        : RunException($"{key} is '{value}', which is no {expectedType}", innerException);

    private sealed class ConfigMissingException(string key)
        : RunException($"The stack has no {key}. Set it: pulumi config set {key} <value>");
}
