using System.Text.RegularExpressions;
using CniMigration.Generator.Model;

namespace CniMigration.Generator.Tables;

/// <summary>Reads a table of facts (<c>*.api</c>); README.md of the bundled SDK says how one is written.</summary>
internal sealed class TableReader
{
    private const string Keywords = "namespace, kubernetes, resource, component, provider, function, type, args, output, enum";

    private static readonly Regex Value = new(@"^(?<name>\w+) = (?<wire>\S+)(?<obsolete> obsolete)?$");

    private readonly string path;
    private readonly ImmutableArray<Declaration>.Builder declarations = ImmutableArray.CreateBuilder<Declaration>();
    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    private Layout? layout;

    /// <summary>What the lines that follow belong to; several declarations may share them.</summary>
    private List<Declaration> open = [];

    /// <summary>The way that the properties of the open declarations go where a line names none.</summary>
    private string? way;

    private TableReader(string path) => this.path = path;

    public static Reading Read(string path, string text)
    {
        var reader = new TableReader(path);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var said = line.Split('#')[0].TrimEnd();
            if (said.Length > 0 && (char.IsWhiteSpace(said[0]) ? reader.Member(said.Trim(), number) : reader.Header(said, number)) is { } problem)
            {
                reader.problems.Add(new Problem(path, number, problem));
            }
        }

        reader.Close();
        return new Reading(path, reader.declarations.ToImmutable(), reader.problems.ToImmutable());
    }

    private string? Header(string said, int line)
    {
        Close();
        var keyword = said.Split(' ')[0];
        var names = said.Substring(keyword.Length).Trim();
        if (names.Length == 0)
        {
            return $"'{said}' names nothing: a header is a word ({Keywords}) and what it declares.";
        }

        way = keyword switch { "args" => "in", "output" => "out", _ => null };
        switch (keyword)
        {
            case "namespace":
                layout = Layout.Usual(names);
                return null;
            case "kubernetes":
                layout = Layout.Kubernetes(names);
                return null;
            case "resource":
                return Open(DeclarationKind.Resource, names, line);
            case "component":
                return Open(DeclarationKind.Component, names, line);
            case "provider":
                return Open(DeclarationKind.Provider, names, line);
            case "function":
                return Open(DeclarationKind.Function, names, line);
            case "type" or "args" or "output":
                return Open(DeclarationKind.Type, names, line);
            case "enum":
                return Open(DeclarationKind.Enum, names, line);
            default:
                return $"There is no '{keyword}'; there are: {Keywords}.";
        }
    }

    private string? Open(DeclarationKind kind, string names, int line)
    {
        if (layout is null)
        {
            return "A table begins with `namespace Name`, or with `kubernetes Module` for a module of Pulumi.Kubernetes.";
        }

        open = [.. names.Split(',').Select(name => name.Trim()).Select(name => kind switch
        {
            DeclarationKind.Type or DeclarationKind.Enum => new Declaration(kind, name, "", layout, line),
            DeclarationKind.Provider => new Declaration(kind, "Provider", name, layout, line),
            _ => new Declaration(kind, name.Split(':').Last(), name, layout, line),
        })];
        return null;
    }

    private string? Member(string said, int line)
    {
        if (open.Count == 0)
        {
            return $"'{said}' belongs to nothing: a header ({Keywords}) comes before it.";
        }

        if (open[0].Kind is DeclarationKind.Enum)
        {
            return EnumMember(said);
        }

        var (properties, problem) = PropertyLine.Parse(said, line, way);
        open = [.. open.Select(declaration => declaration with { Properties = declaration.Properties.AddRange(properties) })];
        return problem;
    }

    private string? EnumMember(string said)
    {
        if (Value.Match(said) is not { Success: true } match)
        {
            return $"'{said}' cannot be read: a value of an enum is `Name = wire`, then `obsolete` where it is.";
        }

        var value = new EnumValue(match.Groups["name"].Value, match.Groups["wire"].Value, match.Groups["obsolete"].Success);
        open = [.. open.Select(declaration => declaration with { Values = declaration.Values.Add(value) })];
        return null;
    }

    private void Close()
    {
        declarations.AddRange(open);
        open = [];
    }
}
