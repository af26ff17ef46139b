namespace CniMigration.Provider.Values;

/// <summary>The outputs of a resource besides its inputs.</summary>
internal sealed class Outputs : Dictionary<string, PropertyValue>
{
    public static Outputs None => [];

    /// <summary>The outputs of a result, whose properties have their names.</summary>
    public static Outputs Of(object result)
    {
        var outputs = new Outputs();
        foreach (var (name, value) in PropertyValues.FromResult(result))
        {
            outputs.Add(name, value);
        }

        return outputs;
    }

    public void Add(string name, int value) => Add(name, PropertyValues.Of(value));

    public void Add(string name, bool value) => Add(name, PropertyValues.Of(value));

    public void Add(string name, string value) => Add(name, PropertyValues.Of(value));

    public void Add(string name, IEnumerable<string> values) => Add(name, PropertyValues.Of(values));
}
