using System.Collections.Immutable;
using ArchUnitNET.Loader;
using CniMigration.Tests.Architecture.Sights;
using CniMigration.Tests.Architecture.Sights.Seen;

namespace CniMigration.Tests.Architecture;

internal sealed class FolderTests
{
    /// <summary>
    /// The folders that are still in a circle, from the room's own; empty is the room itself. The list may only become shorter, and is to be empty.
    /// </summary>
    private static readonly Dictionary<string, ImmutableArray<string>> Known = new()
    {
        ["Kubernetes"] =
        [
            "Api", "Api.Access", "Api.Access.Rbac", "Api.Admission", "Api.Admission.Quotas", "Api.Client", "Api.CustomResources", "Api.Decoding",
            "Api.Defaulting", "Api.Discovery", "Api.Http", "Api.Operations", "Api.Ownership", "Api.Patch", "Api.Protobuf", "Api.Requests",
            "Api.Schema", "Api.Selectors", "Api.Store", "Api.Subresources", "Api.Tables", "Api.Validation", "Model",
        ],
        ["Migration"] =
        [
            "Connectivity", "DaemonSets", "Deployments", "NodeGroups", "Nodes", "Records", "Rollouts", "State", "Workloads", "Workloads.Moving",
            "Workloads.Planning", "Workloads.Planning.Room",
        ],
        ["Provider"] =
        [
            "Schemas", "Values",
        ],
        ["Benchmarks"] =
        [
            "ApiServer", "Moves", "Moves.Clusters", "Moves.Results", "Moves.Servers", "Moves.Watching",
        ],
    };

    private static readonly ArchUnitNET.Domain.Architecture Compiled =
        new ArchLoader().LoadNamespacesWithinAssembly(typeof(InMethod).Assembly, typeof(InMethod).Namespace!).Build();

    private static IEnumerable<Room> Rooms => Room.All;

    private static IEnumerable<string> Shapes
        => typeof(InMethod).Assembly.GetTypes().Where(type => type.Namespace == typeof(InMethod).Namespace && !type.IsNested).Select(type => type.Name);

    [TestCaseSource(nameof(Rooms))]
    public void No_folders_of_a_room_use_one_another_in_a_circle(Room room)
    {
        var graph = new FolderGraph(room.Types, SourceFile.All.Where(file => file.Room == room.Name));

        Assert.That(
            graph.InCircle.Select(folder => string.Join('.', folder.Split('.').Skip(2))),
            Is.EquivalentTo(Known.GetValueOrDefault(room.Name, [])),
            $"{string.Join('\n', graph.InCircle)}\n{string.Join('\n', graph.Circles)}");
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
