using System.Text.RegularExpressions;

namespace CniMigration.Tests.Sdk.Conformance;

/// <summary>The public members of the real packages, as the lists beside the project name them.</summary>
internal sealed partial class ApiList
{
    private static readonly HashSet<string> ValueTypes =
    [
        "bool", "byte", "sbyte", "char", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal",
        "System.DateTime", "System.DateTimeOffset", "System.Guid", "System.Text.Json.JsonElement", "System.Threading.CancellationToken", "System.TimeSpan",
    ];

    private readonly Dictionary<string, ApiType> types = [];

    private ApiList(IEnumerable<string> lines)
    {
        ApiType? current = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
            {
                current!.Lines.Add(line.Trim());
            }
            else
            {
                current = ApiType.Parse(line);
                types[current.Name] = current;
            }
        }

        ValueTypes.UnionWith(types.Values.Where(type => type.Kind is "struct" or "enum").Select(type => type.Name));
    }

    public IEnumerable<ApiType> Types => types.Values;

    /// <summary>Reads all lists, because types of one package occur in the members of another. Null where there are none.</summary>
    public static ApiList? Read() =>
        Find() is { } folder ? new ApiList(Directory.EnumerateFiles(folder, "*.txt").Order().SelectMany(File.ReadLines)) : null;

    public ApiType? Type(string name) => types.GetValueOrDefault(name);

    /// <summary>A type's name without the question marks that only say that a reference may be null.</summary>
    public static string Plain(string type) =>
        Annotated().Replace(type, match => ValueTypes.Contains(match.Groups[1].Value) ? match.Value : match.Groups[1].Value);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var lists = Path.Combine(folder.FullName, "shared", "api");
            if (Directory.Exists(lists))
            {
                return lists;
            }
        }

        return null;
    }

    [GeneratedRegex(@"([\w.]+|>|\])\?")]
    private static partial Regex Annotated();
}

internal sealed partial record ApiType(string Name, string Kind, string Modifiers, string Bases, string Attributes)
{
    public List<string> Lines { get; } = [];

    /// <summary>The token in <c>[AwsResourceType("aws:eks/nodeGroup:NodeGroup")]</c>.</summary>
    public string? Token => TokenAttribute().Match(Attributes) is { Success: true } match ? match.Groups[1].Value : null;

    public static ApiType Parse(string line)
    {
        var match = Header().Match(line);
        return new ApiType(
            match.Groups["name"].Value,
            match.Groups["kind"].Value,
            match.Groups["modifiers"].Value.Trim(),
            match.Groups["bases"].Value,
            match.Groups["attributes"].Value);
    }

    public IEnumerable<ApiMember> Members() => Lines.Select(line => ApiMember.Parse(Kind, line));

    [GeneratedRegex(
        @"^(?<modifiers>(?:(?:sealed|abstract|static) )*)(?<kind>class|struct|interface|enum|delegate) "
        + @"(?<name>[^\s<]+(?:<[^>]*>)?)(?: : (?<bases>[^\[]*))?(?<attributes>.*)$")]
    private static partial Regex Header();

    [GeneratedRegex("ResourceType\\(\"([^\"]+)\"")]
    private static partial Regex TokenAttribute();
}
