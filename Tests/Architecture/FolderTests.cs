using ArchUnitNET.Loader;
using CniMigration.Tests.Architecture.Sights;
using CniMigration.Tests.Architecture.Sights.Seen;

namespace CniMigration.Tests.Architecture;

internal sealed class FolderTests
{
    private static readonly ArchUnitNET.Domain.Architecture Compiled =
        new ArchLoader().LoadNamespacesWithinAssembly(typeof(InMethod).Assembly, typeof(InMethod).Namespace!).Build();

    private static IEnumerable<Room> Rooms => Room.All;

    private static IEnumerable<string> Shapes
        => typeof(InMethod).Assembly.GetTypes().Where(type => type.Namespace == typeof(InMethod).Namespace && !type.IsNested).Select(type => type.Name);

    [TestCaseSource(nameof(Rooms))]
    public void No_folders_of_a_room_use_one_another_in_a_circle(Room room)
    {
        var graph = new FolderGraph(room.Types, SourceFile.All.Where(file => file.Room == room.Name));

        Assert.That(graph.InCircle, Is.Empty, string.Join('\n', graph.Circles));
    }

    /// <summary>A use that is not seen would be a hole in every rule.</summary>
    [TestCaseSource(nameof(Shapes))]
    public void A_use_is_seen(string shape)
    {
        var graph = new FolderGraph(
            Compiled.Types.Where(type => type.Name == shape || type.Namespace.FullName != typeof(InMethod).Namespace),
            SourceFile.All.Where(file => file.Path == $"Tests/Architecture/Sights/{shape}.cs"));

        Assert.That(graph.UsedBy(typeof(InMethod).Namespace!), Is.EqualTo(new[] { typeof(Target).Namespace }));
    }

    [Test]
    public void A_circle_is_seen()
    {
        var graph = new FolderGraph(Compiled.Types, []);

        Assert.That(graph.InCircle, Is.EqualTo(Compiled.Namespaces.Select(folder => folder.FullName).Order()));
    }
}
