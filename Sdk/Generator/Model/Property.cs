namespace CniMigration.Generator.Model;

/// <summary>Whether a property is an input.</summary>
internal enum Inward
{
    No,
    Optional,
    Required,
}

/// <summary>Whether a property is an output, and whether it may be null.</summary>
internal enum Outward
{
    No,
    Always,
    Nullable,
}

/// <summary>
/// One property of a resource, a function or a type: what it is called on the wire and in C#, which way it goes, and the line that says so, from 1.
/// </summary>
internal sealed record Property(string Wire, string Name, TypeReference Type, Inward In, Outward Out, int Line)
{
    /// <summary>Whether the input is wanted at once, and never as the output of something else.</summary>
    public bool IsPlain { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The wire name as C# spells members: its first letter in upper case.</summary>
    public static string Pascal(string wire) => char.ToUpperInvariant(wire[0]) + wire.Substring(1);
}
