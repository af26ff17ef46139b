using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CniMigration.Tests.Architecture;

/// <summary>A file of C# in the repository.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Lines">The text, without line ends.</param>
internal sealed partial record SourceFile(string Path, ImmutableArray<string> Lines)
{
    /// <summary>Every one, whichever room it is in.</summary>
    public static ImmutableArray<SourceFile> All { get; } =
    [
        .. from folder in Directory.EnumerateDirectories(Repository.Root).Append(Repository.Root)
           where System.IO.Path.GetFileName(folder) is { } name && name != "artifacts" && !name.StartsWith('.')
           from file in Directory.EnumerateFiles(folder, "*.cs", folder == Repository.Root ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
           let path = System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
           orderby path
           select new SourceFile(path, [.. File.ReadLines(file)]),
    ];

    /// <summary>The namespace; null in a file of statements.</summary>
    public string? Namespace { get; } = Lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>What the file's usings name: namespaces, and types behind <c>static</c> and <c>=</c>.</summary>
    public ImmutableArray<string> Usings { get; } =
    [
        .. Lines.Select(line => UsingLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value),
    ];

    /// <summary>The folder, from the repository's root with slashes; empty for the root.</summary>
    public string Folder => Path.LastIndexOf('/') is var slash and > 0 ? Path[..slash] : "";

    /// <summary>The room that holds the file: the top folder, or <c>Program</c>.</summary>
    public string Room => Path.Split('/')[0] is "Stacks" or "Components" or "Program.cs" ? "Program" : Path.Split('/')[0];

    public override string ToString() => Path;

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+);")]
    private static partial Regex UsingLine();
}
