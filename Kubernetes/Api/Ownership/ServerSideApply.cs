using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>Server-side apply: what a manager says becomes so, what it no longer says goes, and what others own is not taken without force.</summary>
internal sealed class ServerSideApply(SchemaCatalog schemas, TimeProvider clock)
{
    /// <summary>Gives the object as it becomes.</summary>
    public JsonObject Apply(ResourceType type, JsonObject live, JsonObject applied, WriteContext context)
    {
        var schema = schemas.Of(type);
        var managed = ManagedFields.Read(live);
        var mine = managed.Find(context.FieldManager, "Apply", context.Subresource);
        var others = managed.Owners.Where(owner => owner != mine).ToList();
        var wanted = FieldSets.Of(applied, schema);
        var merged = (JsonObject)Merge(live.DeepClone(), applied, schema)!;

        var (changed, _) = FieldSets.Difference(live, merged, schema);
        var conflicts = others.SelectMany(owner => Conflicts(owner, changed)).ToList();
        if (conflicts.Count > 0 && !context.Force)
        {
            throw ApplyConflict.Refusal(conflicts);
        }

        foreach (var owner in others)
        {
            owner.Fields.ExceptWith(changed);
        }

        if (mine is not null)
        {
            var abandoned = FieldSet.Parse(mine.Fields.ToJson());
            abandoned.ExceptWith(wanted);
            foreach (var owner in others)
            {
                abandoned.ExceptWith(owner.Fields);
            }

            Remove(merged, abandoned, others, schema);
        }

        SetOwner(managed, mine, type, wanted, context);
        managed.Write(merged);
        return merged;
    }

    private void SetOwner(ManagedFields managed, FieldOwner? mine, ResourceType type, FieldSet wanted, WriteContext context)
    {
        if (mine is null)
        {
            mine = new FieldOwner(context.FieldManager, "Apply", type.ApiVersion, context.Subresource, "", new FieldSet());
            managed.Owners.Insert(0, mine);
        }

        // The time says when the set last changed, so that applying the same again changes nothing.
        if (mine.Time.Length == 0 || !JsonNode.DeepEquals(mine.Fields.ToJson(), wanted.ToJson()))
        {
            mine.Time = ObjectMetadata.Timestamp(clock.GetUtcNow());
        }

        mine.Fields = wanted;
    }

    private static JsonNode? Merge(JsonNode? live, JsonNode? applied, IFieldSchema schema)
    {
        switch (live, applied)
        {
            case (JsonObject target, JsonObject source) when !schema.IsAtomicObject:
                foreach (var (name, value) in source)
                {
                    var present = target[name];
                    var merged = Merge(present, value, schema.Field(name));
                    if (!ReferenceEquals(merged, present) || merged is null)
                    {
                        target[name] = merged;
                    }
                }

                return target;
            case (JsonArray target, JsonArray source) when schema.List != ListKind.Atomic:
                MergeLists(target, source, schema);
                return target;
            default:
                return applied?.DeepClone();
        }
    }

    private static void MergeLists(JsonArray target, JsonArray source, IFieldSchema schema)
    {
        foreach (var element in source)
        {
            var identity = PathElement.Of(element, schema);
            var index = IndexOf(target, identity, schema);
            if (index < 0)
            {
                target.Add(element?.DeepClone());
            }
            else if (schema.List == ListKind.Map)
            {
                var present = target[index];
                var merged = Merge(present, element, schema.Element());
                if (!ReferenceEquals(merged, present))
                {
                    target[index] = merged;
                }
            }
        }
    }

    private static IEnumerable<ApplyConflict> Conflicts(FieldOwner owner, FieldSet changed) =>
        Common(owner.Fields, changed, "").Select(field => new ApplyConflict(owner, field));

    private static IEnumerable<string> Common(FieldSet left, FieldSet right, string path)
    {
        if (left.IsMember && right.IsMember && left.Children.Count == 0)
        {
            yield return path;
        }

        foreach (var (element, child) in left.Children)
        {
            if (right.Find(element) is { } other)
            {
                foreach (var field in Common(child, other, path + PathElement.Describe(element)))
                {
                    yield return field;
                }
            }
        }
    }

    private static void Remove(JsonNode? node, FieldSet abandoned, List<FieldOwner> others, IFieldSchema schema)
    {
        foreach (var (element, child) in abandoned.Children)
        {
            var othersBelow = others.Select(owner => (Owner: owner, Below: owner.Fields.Find(element))).Where(pair => pair.Below is not null)
                .Select(pair => new FieldOwner(pair.Owner.Manager, "", "", null, "", pair.Below!)).ToList();
            var whole = child.IsMember && othersBelow.Count == 0;
            if (node is JsonObject json && element.StartsWith("f:", StringComparison.Ordinal))
            {
                var name = element[2..];
                if (whole)
                {
                    json.Remove(name);
                }
                else
                {
                    Remove(json[name], child, othersBelow, schema.Field(name));
                    RemoveIfEmptied(json, name, othersBelow);
                }
            }
            else if (node is JsonArray list && IndexOf(list, element, schema) is >= 0 and var index)
            {
                if (whole)
                {
                    list.RemoveAt(index);
                }
                else
                {
                    Remove(list[index], child, othersBelow, schema.Element());
                }
            }
        }
    }

    private static void RemoveIfEmptied(JsonObject json, string name, List<FieldOwner> others)
    {
        if (others.Count == 0 && json[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
        {
            json.Remove(name);
        }
    }

    private static int IndexOf(JsonArray list, string element, IFieldSchema schema)
    {
        for (var index = 0; index < list.Count; index++)
        {
            if (PathElement.Of(list[index], schema) == element)
            {
                return index;
            }
        }

        return -1;
    }
}
