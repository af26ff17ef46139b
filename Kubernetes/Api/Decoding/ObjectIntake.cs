using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.CustomSchemas;

namespace CniMigration.Kubernetes.Api.Decoding;

/// <summary>Takes objects in: built-in ones by their type's facts, custom ones by the schema of the version that they were sent in.</summary>
internal sealed class ObjectIntake(SchemaCatalog schemas)
{
    public void Decode(ResourceType type, JsonObject json, WriteContext context)
    {
        if (schemas.Custom(type) is not { } custom)
        {
            JsonFields.PruneNulls(json);
            FieldValidation.Check(ObjectDecoding.Decode(type, json), type, context);
            return;
        }

        JsonFields.PruneNulls(json["metadata"]);
        var schema = custom.SchemaOf(context.Version ?? type.Version);
        var unknown = ObjectDecoding.Decode(type, json);
        FieldValidation.Check([.. unknown, .. SchemaPruning.Prune(json, schema)], type, context);
        SchemaDefaulting.Apply(json, schema);
        if (context.Version is not null && context.Version != type.Version)
        {
            Settle(json, custom.SchemaOf(type.Version));
        }
    }

    public void Validate(ResourceType type, JsonObject json, WriteContext context, FieldErrors errors)
    {
        if (schemas.Custom(type) is { } custom)
        {
            SchemaValidation.Check(json, custom.SchemaOf(context.Version ?? type.Version), "", errors, isRoot: true);
        }
    }

    /// <summary>Makes an object what it would be if it were stored now.</summary>
    public static void Settle(JsonObject json, CustomSchema schema)
    {
        SchemaPruning.Prune(json, schema);
        SchemaDefaulting.Apply(json, schema);
    }
}
