using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.NUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace CniMigration.Tests.Architecture;

/// <summary>Which room may use which is the table in <see cref="Room.All"/>.</summary>
internal sealed class RoomTests
{
    private static IEnumerable<string> Usable => [.. Room.All.Select(room => room.Name), Room.Client, Room.Sdk];

    private static IEnumerable<object[]> Forbidden => Pairs((room, other) => room.Name != other && !room.Uses.Contains(other));

    private static IEnumerable<object[]> Allowed => Pairs((room, other) => room.Uses.Contains(other));

    [TestCaseSource(nameof(Forbidden))]
    public void No_room_uses_one_that_it_may_not(Room room, string other) => UsesNone(room, other).Check(Room.House);

    /// <summary>The usings show what the compiler leaves no trace of: constants.</summary>
    [TestCaseSource(nameof(Forbidden))]
    public void No_file_of_a_room_names_one_that_it_may_not_use(Room room, string other)
    {
        var namespaces = Namespaces(other).Select(name => $"{name}.").ToList();
        var files = SourceFile.All.Where(file =>
            file.Room == room.Name && file.Usings.Any(used => namespaces.Any(name => $"{used}.".StartsWith(name, StringComparison.Ordinal))));

        Assert.That(files, Is.Empty);
    }

    /// <summary>A rule that could not be broken would hold nothing; and what no room uses, none has to be allowed.</summary>
    [TestCaseSource(nameof(Allowed))]
    public void A_room_uses_those_that_it_may(Room room, string other) => Assert.That(UsesNone(room, other).HasNoViolations(Room.House), Is.False);

    [Test]
    public void The_rooms_are_listed_from_low_to_high()
    {
        var order = Room.All.Select(room => room.Name).ToList();

        Assert.That(
            Room.All.SelectMany(room => room.Uses.Where(order.Contains).Where(other => order.IndexOf(other) > order.IndexOf(room.Name))), Is.Empty);
    }

    private static TypesShouldConjunctionWithDescription UsesNone(Room room, string other)
        => Types().That().ResideInAssembly(room.Assembly).Should().NotDependOnAny(OfRoom(other)).Because($"{room} may not use {other}");

    private static GivenTypesConjunction OfRoom(string name) => name switch
    {
        Room.Client => Types(true).That().ResideInNamespaceMatching(@"^k8s(\.|$)"),
        Room.Sdk => Types(true).That().ResideInNamespaceMatching(@"^Pulumi(\.|$)"),
        _ => Types().That().ResideInAssembly(Room.All.Single(room => room.Name == name).Assembly),
    };

    private static IEnumerable<string> Namespaces(string name) => name switch
    {
        Room.Client => ["k8s"],
        Room.Sdk => ["Pulumi"],
        "Program" => ["CniMigration.Stacks", "CniMigration.Components"],
        _ => [$"CniMigration.{name}"],
    };

    private static IEnumerable<object[]> Pairs(Func<Room, string, bool> matches)
        => from room in Room.All from other in Usable where matches(room, other) select new object[] { room, other };
}
