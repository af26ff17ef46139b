using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CniMigration.Tests.Architecture;

/// <summary>What the compiled rooms do not show any more. A list of what is not clean yet may only become shorter, and is to be empty.</summary>
internal sealed partial class SourceTests
{
    private const int Width = 160;

    private static readonly ImmutableArray<string> RoomsWithLongLines =
    [
        "Kubernetes", "Migration", "Provider", "Program", "Tests",
    ];

    private static readonly ImmutableArray<string> RoomsWithoutReadme =
        ["Components", "Kubernetes", "Migration", "Provider", "Stacks"];

    private static readonly ImmutableArray<string> KubernetesFilesThatNameEks =
    [
        "Kubernetes/Api/Discovery/VersionInfo.cs", "Kubernetes/Api/Http/ApiServerOptions.cs", "Kubernetes/Api/Http/RequestHandler.cs",
        "Kubernetes/Controllers/NotModelledNotice.cs", "Kubernetes/Controllers/Volumes/Provisioners.cs",
    ];

    private static readonly ImmutableArray<string> FoldersWithOtherNamespaces = ["Tests/Program"];

    [Test]
    public void No_line_is_longer_than_160_characters()
    {
        var found = SourceFile.All
            .SelectMany(file => file.Lines.Select((line, index) => (file.Room, Length: line.Length, Place: $"{file.Path}:{index + 1}")))
            .Where(line => line.Length > Width)
            .ToList();

        Assert.That(
            found.Select(line => line.Room).Distinct(), Is.EquivalentTo(RoomsWithLongLines), string.Join('\n', found.Select(line => line.Place).Take(100)));
    }

    /// <summary>The bundled SDK keeps the namespaces of the real packages.</summary>
    [Test]
    public void A_namespace_is_the_folder()
    {
        var found = SourceFile.All
            .Where(file => file.Namespace is { } name && file.Room != "Sdk" && name != $"CniMigration.{file.Folder.Replace('/', '.')}")
            .ToList();

        Assert.That(found.Select(file => file.Folder).Distinct(), Is.EquivalentTo(FoldersWithOtherNamespaces), string.Join('\n', found));
    }

    [Test]
    public void Every_room_has_a_readme()
    {
        var folders = SourceFile.All.Select(file => file.Path.Split('/')).Where(path => path.Length > 1).Select(path => path[0]).Distinct();

        Assert.That(folders.Where(folder => !File.Exists(Repository.At($"{folder}/README.md"))), Is.EquivalentTo(RoomsWithoutReadme));
    }

    /// <summary>Another source must be able to stand beside it. Messages and descriptions may name it: they are for people.</summary>
    [Test]
    public void What_the_source_CNI_is_called_is_said_once_a_room()
    {
        var places = SourceFile.All
            .Where(file => file.Room != "Tests")
            .SelectMany(file => file.Lines.Where(line => AwsNodeName().IsMatch(line)).Select(_ => file))
            .GroupBy(file => file.Room)
            .Where(files => files.Count() > 1);

        Assert.That(places.SelectMany(files => files), Is.Empty);
    }

    /// <summary>In comments too.</summary>
    [Test]
    public void The_Kubernetes_room_knows_nothing_of_EKS()
    {
        var found = SourceFile.All.Where(file => file.Room == "Kubernetes" && file.Lines.Any(line => Eks().IsMatch(line)));

        Assert.That(found.Select(file => file.Path), Is.EquivalentTo(KubernetesFilesThatNameEks));
    }

    [GeneratedRegex("""(?<![a-z])(eks|aws|amazon|cilium|goldpinger|vpc)""", RegexOptions.IgnoreCase)]
    private static partial Regex Eks();

    [GeneratedRegex("""
        "([\w.=/-]*[=/])?aws-node"
        """)]
    private static partial Regex AwsNodeName();
}
