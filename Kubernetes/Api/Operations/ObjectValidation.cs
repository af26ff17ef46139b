using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Refuses objects that Kubernetes would refuse.</summary>
internal static class ObjectValidation
{
    /// <param name="type">The object's type.</param>
    /// <param name="json">The object.</param>
    /// <param name="more">What else is held against it.</param>
    public static void ForCreate(ResourceType type, JsonObject json, Action<FieldErrors> more)
    {
        var errors = new FieldErrors();
        MetadataValidation.Check(type, json, errors);
        more(errors);
        Check(type, json, errors);
    }

    /// <param name="type">The object's type.</param>
    /// <param name="old">The object until now.</param>
    /// <param name="json">The object as it is to be.</param>
    /// <param name="more">What else is held against it.</param>
    public static void ForUpdate(ResourceType type, JsonObject old, JsonObject json, Action<FieldErrors> more)
    {
        var errors = new FieldErrors();
        MetadataValidation.CheckMaps(json, errors);
        MetadataValidation.CheckFinalizers(old, json, errors);
        type.ValidateUpdate?.Invoke(old, json, errors);
        more(errors);
        Check(type, json, errors);
    }

    private static void Check(ResourceType type, JsonObject json, FieldErrors errors)
    {
        type.Validate?.Invoke(json, errors);
        if (errors.Any)
        {
            throw errors.Refusal(type, json["metadata"].Text("name") ?? "");
        }
    }
}
