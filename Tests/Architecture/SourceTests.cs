using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CniMigration.Tests.Architecture;

/// <summary>What the compiled rooms do not show any more. An exception is listed with its reason.</summary>
internal sealed partial class SourceTests
{
    private const int Width = 160;

    private static readonly ImmutableArray<string> KubernetesFilesThatNameEks =
    [
        // Kubernetes itself knows AWS's volume drivers (k8s.io/csi-translation-lib).
        "Kubernetes/Controllers/Volumes/Provisioners.cs",
    ];

    [Test]
    public void No_line_is_longer_than_160_characters()
    {
        var found = SourceFile.All
            .SelectMany(file => file.Lines.Select((line, index) => (line.Length, Place: $"{file.Path}:{index + 1}")))
            .Where(line => line.Length > Width)
            .Select(line => line.Place);

        Assert.That(found, Is.Empty);
    }

    /// <summary>The bundled SDK keeps the namespaces of the real packages.</summary>
    [Test]
    public void A_namespace_is_the_folder()
    {
        var found = SourceFile.All
            .Where(file => file.Namespace is { } name && file.Room != "Sdk" && name != $"CniMigration.{file.Folder.Replace('/', '.')}");

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Every_room_has_a_readme()
    {
        var folders = SourceFile.All.Select(file => file.Path.Split('/')).Where(path => path.Length > 1).Select(path => path[0]).Distinct();

        Assert.That(folders.Where(folder => !File.Exists(Repository.At($"{folder}/README.md"))), Is.Empty);
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
