namespace CniMigration.Generator.Model;

/// <summary>All declarations of a package, by the names that properties use for them.</summary>
internal sealed class Catalog
{
    private readonly Dictionary<string, Declaration> byReference = [];

    public Catalog(IEnumerable<Reading> readings)
    {
        var all = readings.ToList();
        Problems = [.. all.SelectMany(reading => reading.Problems), .. all.SelectMany(Repeated), .. all.SelectMany(Unknown)];
    }

    /// <summary>Everything that is wrong with the files, in their order.</summary>
    public ImmutableArray<Problem> Problems { get; }

    public IEnumerable<Declaration> Declarations => byReference.Values;

    public Declaration this[string reference] => byReference[reference];

    private IEnumerable<Problem> Repeated(Reading reading)
    {
        foreach (var declaration in reading.Declarations)
        {
            // A function is never the type of a property, so it may be called as the type that it answers.
            var reference = declaration.Kind is DeclarationKind.Function ? declaration.Token : declaration.Reference;
            if (byReference.ContainsKey(reference))
            {
                yield return new Problem(reading.Path, declaration.Line, $"'{reference}' is declared twice; a package says each name once.");
            }
            else
            {
                byReference[reference] = declaration;
            }
        }
    }

    private IEnumerable<Problem> Unknown(Reading reading) =>
        from declaration in reading.Declarations
        from property in declaration.Properties
        from name in property.Type.Names
        where !IsKnown(name)
        select new Problem(
            reading.Path, property.Line,
            $"There is no type '{name}': a type is {string.Join(", ", TypeReference.Scalars)}, one that the package declares, or a full C# name with dots.");

    private bool IsKnown(string name) => TypeReference.Scalars.Contains(name) || name.Contains('.') || byReference.ContainsKey(name);
}
