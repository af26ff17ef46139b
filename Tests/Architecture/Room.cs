using System.Collections.Immutable;
using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace CniMigration.Tests.Architecture;

/// <summary>A room of the house: one project, and the rooms below it that it may use.</summary>
/// <param name="Name">The folder; <c>Program</c> is the project at the root.</param>
/// <param name="AssemblyName">What the project builds.</param>
/// <param name="Uses">The rooms that it may use. <c>Sdk</c> stands for Pulumi's packages, which it is a copy of.</param>
internal sealed record Room(string Name, string AssemblyName, params ImmutableArray<string> Uses)
{
    /// <summary>Pulumi's packages, bundled or real.</summary>
    public const string Sdk = "Sdk";

    /// <summary>The Kubernetes client, a library, and for that a use that is said as well.</summary>
    public const string Client = "KubernetesClient";

    /// <summary>Every room but the bundled SDK and the tests.</summary>
    public static ImmutableArray<Room> All { get; } =
    [
        new("Kubernetes", "CniMigration.Kubernetes"),
        new("Simulator", "Simulator", "Kubernetes"),
        new("ControlPlane", "ControlPlane", "Kubernetes"),
        new("Migration", "Migration", Client),
        new("Provider", "Provider", "Migration", Client, Sdk),
        new("Program", "CniMigration", Sdk),
        new("Rehearsal", "Rehearsal", "Kubernetes", "Simulator", "ControlPlane", "Migration", "Provider", "Program", Client, Sdk),
        new("Benchmarks", "Benchmarks", "Kubernetes", "ControlPlane", "Migration", Client),
    ];

    /// <summary>All rooms as they were compiled: which type uses which.</summary>
    public static ArchUnitNET.Domain.Architecture House { get; } =
        new ArchLoader().LoadAssemblies([.. All.Select(room => room.Assembly)]).Build();

    /// <summary>The types of the room.</summary>
    public IEnumerable<IType> Types => House.Types.Where(type => type.Assembly.FullName == Assembly.FullName);

    public Assembly Assembly { get; } = Assembly.Load(new AssemblyName(AssemblyName));

    public override string ToString() => Name;
}
