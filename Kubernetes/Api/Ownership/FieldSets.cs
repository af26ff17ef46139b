using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>Which places an object sets, and in which places two versions of it differ.</summary>
internal static class FieldSets
{
    private static readonly string[] Unowned = ["apiVersion", "kind"];

    private static readonly string[] UnownedMetadata =
    [
        "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
        "managedFields", "selfLink", "generateName",
    ];

    /// <summary>All places that an object sets.</summary>
    public static FieldSet Of(JsonObject json, IFieldSchema schema)
    {
        var set = new FieldSet();
        Fill(set, json, schema);
        return WithoutIdentity(set);
    }

    /// <summary>The places whose value one version has and the other has not, or has otherwise; and the places that are gone.</summary>
    public static (FieldSet Changed, FieldSet Removed) Difference(JsonObject old, JsonObject next, IFieldSchema schema)
    {
        var (changed, removed) = (new FieldSet(), new FieldSet());
        Compare(old, next, schema, changed, removed);
        return (WithoutIdentity(changed), WithoutIdentity(removed));
    }

    private static void Fill(FieldSet set, JsonNode? node, IFieldSchema schema)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } json when !schema.IsAtomicObject:
                foreach (var (name, value) in json)
                {
                    Fill(set.Child(PathElement.Field(name)), value, schema.Field(name));
                }

                break;
            case JsonArray { Count: > 0 } list when schema.List != ListKind.Atomic:
                foreach (var element in list)
                {
                    var child = set.Child(PathElement.Of(element, schema));
                    child.IsMember = true;
                    if (schema.List == ListKind.Map)
                    {
                        Fill(child, element, schema.Element());
                    }
                }

                break;
            default:
                set.IsMember = true;
                break;
        }
    }

    private static void Compare(JsonNode? old, JsonNode? next, IFieldSchema schema, FieldSet changed, FieldSet removed)
    {
        switch (old, next)
        {
            case (JsonObject before, JsonObject after) when !schema.IsAtomicObject:
                var names = before.Select(field => field.Key).Union(after.Select(field => field.Key));
                foreach (var name in names.ToList())
                {
                    CompareChild(PathElement.Field(name), before.ContainsKey(name), before[name], after.ContainsKey(name), after[name],
                        schema.Field(name), changed, removed);
                }

                break;
            case (JsonArray before, JsonArray after) when schema.List != ListKind.Atomic:
                CompareLists(before, after, schema, changed, removed);
                break;
            default:
                if (!JsonNode.DeepEquals(old, next))
                {
                    Fill(changed, next, schema);
                }

                break;
        }
    }

    private static void CompareLists(JsonArray before, JsonArray after, IFieldSchema schema, FieldSet changed, FieldSet removed)
    {
        var old = ByElement(before, schema);
        var next = ByElement(after, schema);
        foreach (var element in old.Keys.Union(next.Keys).ToList())
        {
            CompareChild(element, old.TryGetValue(element, out var was), was, next.TryGetValue(element, out var becomes), becomes,
                schema.Element(), changed, removed);
        }
    }

    private static void CompareChild(string element, bool had, JsonNode? old, bool has, JsonNode? next, IFieldSchema schema, FieldSet changed, FieldSet removed)
    {
        if (!has)
        {
            removed.Child(element).IsMember = true;
            return;
        }

        if (had)
        {
            var (changedBelow, removedBelow) = (new FieldSet(), new FieldSet());
            Compare(old, next, schema, changedBelow, removedBelow);
            Join(changed, element, changedBelow);
            Join(removed, element, removedBelow);
            return;
        }

        Add(changed.Child(element), next, schema);
    }

    // Of what was not there before, the objects and lists themselves are owned too, and not only what they hold.
    private static void Add(FieldSet set, JsonNode? node, IFieldSchema schema)
    {
        set.IsMember = true;
        if (node is JsonObject json && !schema.IsAtomicObject)
        {
            foreach (var (name, value) in json)
            {
                Add(set.Child(PathElement.Field(name)), value, schema.Field(name));
            }
        }
        else if (node is JsonArray list && schema.List == ListKind.Map)
        {
            foreach (var element in list)
            {
                Add(set.Child(PathElement.Of(element, schema)), element, schema.Element());
            }
        }
        else
        {
            Fill(set, node, schema);
        }
    }

    private static void Join(FieldSet set, string element, FieldSet below)
    {
        if (!below.IsEmpty)
        {
            set.Child(element).UnionWith(below);
        }
    }

    private static Dictionary<string, JsonNode?> ByElement(JsonArray list, IFieldSchema schema)
    {
        var elements = new Dictionary<string, JsonNode?>();
        foreach (var element in list)
        {
            elements[PathElement.Of(element, schema)] = element;
        }

        return elements;
    }

    private static FieldSet WithoutIdentity(FieldSet set)
    {
        foreach (var name in Unowned)
        {
            set.Drop(PathElement.Field(name));
        }

        if (set.Find("f:metadata") is { } metadata)
        {
            foreach (var name in UnownedMetadata)
            {
                metadata.Drop(PathElement.Field(name));
            }

            metadata.IsMember = false;
            if (metadata.IsEmpty)
            {
                set.Drop("f:metadata");
            }
        }

        return set;
    }
}
