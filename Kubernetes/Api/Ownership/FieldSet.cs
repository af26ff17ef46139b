namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>
/// A set of places in an object, in the form of FieldsV1: <c>f:name</c> a field, <c>k:{...}</c> an element by its keys, <c>v:...</c> one by its value.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> children = new(StringComparer.Ordinal);

    /// <summary>Whether the place itself is in the set, rather than only places below it.</summary>
    public bool IsMember { get; set; }

    public IReadOnlyDictionary<string, FieldSet> Children => children;

    public bool IsEmpty => !IsMember && children.Count == 0;

    public static FieldSet Parse(JsonObject fields)
    {
        var set = new FieldSet();
        foreach (var (name, value) in fields)
        {
            if (name == ".")
            {
                set.IsMember = true;
            }
            else if (value is JsonObject below)
            {
                set.children[name] = Parse(below);
            }
        }

        set.IsMember |= fields.Count == 0;
        return set;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && children.Count > 0)
        {
            json["."] = new JsonObject();
        }

        foreach (var (name, child) in children)
        {
            json[name] = child.ToJson();
        }

        return json;
    }

    public FieldSet Child(string element)
    {
        if (!children.TryGetValue(element, out var child))
        {
            children[element] = child = new FieldSet();
        }

        return child;
    }

    public FieldSet? Find(string element) => children.GetValueOrDefault(element);

    public void Drop(string element) => children.Remove(element);

    public void UnionWith(FieldSet other)
    {
        IsMember |= other.IsMember;
        foreach (var (name, child) in other.children)
        {
            Child(name).UnionWith(child);
        }
    }

    public void ExceptWith(FieldSet other)
    {
        IsMember &= !other.IsMember;
        foreach (var (name, child) in other.children)
        {
            if (children.TryGetValue(name, out var mine))
            {
                mine.ExceptWith(child);
                if (mine.IsEmpty)
                {
                    children.Remove(name);
                }
            }
        }
    }

    /// <summary>Takes out a place with all that is below it.</summary>
    public void ExceptTree(FieldSet trees)
    {
        foreach (var (name, child) in trees.children)
        {
            if (!children.TryGetValue(name, out var mine))
            {
                continue;
            }

            if (child.IsMember)
            {
                children.Remove(name);
                continue;
            }

            mine.ExceptTree(child);
            if (mine.IsEmpty)
            {
                children.Remove(name);
            }
        }
    }
}
