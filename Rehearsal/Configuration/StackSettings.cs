using System.Text.Json;
using CniMigration.Kubernetes.Objects;
using YamlDotNet.Core;

namespace CniMigration.Rehearsal.Configuration;

/// <summary>A stack's configuration as Pulumi hands it to the program: the project's defaults, and the stack file over them.</summary>
internal sealed record StackSettings(string Project, string Stack, ImmutableSortedDictionary<string, string> Values)
{
    private const string Prefix = "Pulumi.";
    private const string Suffix = ".yaml";

    /// <summary>The full key of the stage to go to.</summary>
    public string StageKey => $"{Project}:stage";

    public string AllowBackwardKey => $"{Project}:allowBackward";

    public string Region => Values.GetValueOrDefault("aws:region")
        ?? throw new ConfigurationException("The stack has no aws:region. Set it, for example: pulumi config set aws:region us-west-1.");

    public string? Stage => Values.GetValueOrDefault(StageKey);

    /// <summary>The document that the program finds in PULUMI_CONFIG.</summary>
    public string ToJson() => JsonSerializer.Serialize(Values);

    public static StackSettings Read(string projectFolder, string stackFile, string workingDirectory)
    {
        var stack = StackOf(stackFile);
        var project = Document(Path.Combine(projectFolder, "Pulumi.yaml"));
        var name = project["name"]?.ToString() ?? throw new ConfigurationException("Pulumi.yaml has no name.");
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, declared) in Config(project, "Pulumi.yaml"))
        {
            var value = declared is JsonObject declaration ? declaration["value"] ?? declaration["default"] : declared;
            if (value is not null)
            {
                values[FullKey(name, key)] = Text(value);
            }
        }

        var file = Path.Combine(workingDirectory, stackFile);
        file = File.Exists(file) ? file : Path.Combine(projectFolder, stackFile);
        foreach (var (key, value) in Config(Document(file), stackFile))
        {
            if (value is JsonObject map && map.ContainsKey("secure"))
            {
                throw new ConfigurationException($"{stackFile}: {key} is encrypted, and a rehearsal has no key to it. Use a stack file without secrets.");
            }

            values[FullKey(name, key)] = value is null ? "" : Text(value);
        }

        return new StackSettings(name, stack, values.ToImmutable());
    }

    private static JsonObject Config(JsonObject document, string file) => document["config"] switch
    {
        null => [],
        JsonObject config => config,
        _ => throw new ConfigurationException($"{file}: config must be a map of keys and values."),
    };

    private static string StackOf(string file)
    {
        var name = Path.GetFileName(file);
        return name.Length > Prefix.Length + Suffix.Length
            && name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? name[Prefix.Length..^Suffix.Length]
            : throw new ConfigurationException($"'{name}' is not a stack file's name; Pulumi calls them Pulumi.<stack>.yaml.");
    }

    private static string FullKey(string project, string key) => key.Contains(':', StringComparison.Ordinal)
        ? key.Replace(":config:", ":", StringComparison.Ordinal)
        : $"{project}:{key}";

    private static string Text(JsonNode value) =>
        value is JsonValue && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static JsonObject Document(string file)
    {
        if (!File.Exists(file))
        {
            throw new ConfigurationException($"There is no file {file}.");
        }

        try
        {
            return YamlDocuments.ParseOne(File.ReadAllText(file)) switch
            {
                JsonObject document => document,
                null => [],
                _ => throw new ConfigurationException($"{file} is not a map."),
            };
        }
        catch (YamlException failure)
        {
            throw new ConfigurationException($"{file} is not YAML: {failure.Message} (line {failure.Start.Line}).", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file} cannot be read: {failure.Message}", failure);
        }
    }
}
