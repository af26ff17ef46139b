namespace CniMigration.Tests.Architecture.Sights.Seen;

/// <summary>What the shapes use; it uses one of them back, which makes a circle of the two folders.</summary>
internal class Target
{
    public const string Constant = "constant";

    public string Name { get; } = InTypeOf.Use().Name;
}
