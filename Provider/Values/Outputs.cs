using Pulumi.Experimental;

namespace CniMigration.Provider.Values;

/// <summary>The outputs of a resource besides its inputs.</summary>
internal sealed class Outputs : Dictionary<string, PropertyValue>
{
    public static Outputs None => [];

    public void Add(string name, int value) => Add(name, PropertyValues.Of(value));

    public void Add(string name, bool value) => Add(name, PropertyValues.Of(value));

    public void Add(string name, string value) => Add(name, PropertyValues.Of(value));

    public void Add(string name, IEnumerable<string> values) => Add(name, PropertyValues.Of(values));
}
