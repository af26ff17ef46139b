using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.Patch;

/// <summary>Kubernetes' strategic merge patch: lists merge by their keys, and directives delete, replace and order.</summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string OrderPrefix = "$setElementOrder/";
    private const string DeletePrefix = "$deleteFromPrimitiveList/";

    public static JsonObject Apply(JsonObject target, JsonObject patch, IFieldSchema schema)
    {
        switch (patch.Text(Directive))
        {
            case "replace":
                return WithoutDirectives(patch);
            case "delete":
                return [];
        }

        if (patch[RetainKeys] is JsonArray retained)
        {
            var keep = retained.Select(name => (string)name!).ToHashSet();
            foreach (var name in target.Select(field => field.Key).Where(name => !keep.Contains(name)).ToList())
            {
                target.Remove(name);
            }
        }

        foreach (var (name, value) in patch)
        {
            if (!name.StartsWith('$'))
            {
                MergeField(target, name, value, schema.Field(name), patch[OrderPrefix + name] as JsonArray);
            }
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(DeletePrefix, StringComparison.Ordinal) && value is JsonArray deleted)
            {
                DeletePrimitives(target[name[DeletePrefix.Length..]] as JsonArray, deleted);
            }
            else if (name.StartsWith(OrderPrefix, StringComparison.Ordinal) && value is JsonArray order)
            {
                var field = name[OrderPrefix.Length..];
                if (patch[field] is null && target[field] is JsonArray list)
                {
                    ElementOrder.Apply(list, order, (JsonArray)list.DeepClone(), schema.Field(field));
                }
            }
        }

        return target;
    }

    private static void MergeField(JsonObject target, string name, JsonNode? value, IFieldSchema schema, JsonArray? ordered)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject patch when patch.Text(Directive) == "delete":
                target.Remove(name);
                break;
            case JsonObject patch:
                var present = target[name] as JsonObject;
                var merged = Apply(present ?? [], patch, schema);
                if (!ReferenceEquals(present, merged))
                {
                    target[name] = merged;
                }

                break;
            case JsonArray patch when schema.PatchList != ListKind.Atomic && target[name] is JsonArray list:
                var before = (JsonArray)list.DeepClone();
                MergeList(list, patch, schema);
                ElementOrder.Apply(list, ordered ?? patch, before, schema);
                break;
            case JsonArray patch:
                var fresh = new JsonArray();
                if (schema.PatchList == ListKind.Atomic)
                {
                    fresh = (JsonArray)patch.DeepClone();
                }
                else
                {
                    MergeList(fresh, patch, schema);
                }

                target[name] = fresh;
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static void MergeList(JsonArray list, JsonArray patch, IFieldSchema schema)
    {
        if (schema.PatchList == ListKind.Set)
        {
            foreach (var value in patch.Where(value => !list.Any(present => JsonNode.DeepEquals(present, value))))
            {
                list.Add(value?.DeepClone());
            }

            return;
        }

        if (patch.Any(element => element.Text(Directive) == "replace"))
        {
            list.Clear();
        }

        var key = schema.MergeKey;
        foreach (var element in patch.OfType<JsonObject>())
        {
            MergeElement(list, element, key, schema.Element());
        }
    }

    private static void MergeElement(JsonArray list, JsonObject element, string key, IFieldSchema schema)
    {
        var directive = element.Text(Directive);
        if (element[key] is not { } identity)
        {
            // An element that only says "replace" speaks of the whole list.
            if (directive == "replace")
            {
                return;
            }

            var text = string.Join(' ', element.Select(field => $"{field.Key}:{field.Value}"));
            throw new ApiException(500, "", $"map: map[{text}] does not contain declared merge key: {key}");
        }

        var present = list.FirstOrDefault(candidate => candidate is JsonObject && JsonNode.DeepEquals(candidate[key], identity)) as JsonObject;
        if (directive == "delete")
        {
            list.Remove(present);
        }
        else if (present is null)
        {
            list.Add((JsonNode)Apply([], element, schema));
        }
        else
        {
            var merged = Apply(present, element, schema);
            if (!ReferenceEquals(merged, present))
            {
                list[list.IndexOf(present)] = merged;
            }
        }
    }

    private static void DeletePrimitives(JsonArray? list, JsonArray deleted)
    {
        foreach (var value in deleted)
        {
            if (list?.FirstOrDefault(present => JsonNode.DeepEquals(present, value)) is { } found)
            {
                list.Remove(found);
            }
        }
    }

    private static JsonObject WithoutDirectives(JsonObject patch)
    {
        var clean = (JsonObject)patch.DeepClone();
        clean.Remove(Directive);
        return clean;
    }
}
