namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>What controllers write into objects: references to other objects, and conditions.</summary>
internal static class JsonObjects
{
    public static JsonObject OwnerReferenceTo(Resource owner) => new()
    {
        ["apiVersion"] = owner.Source.Type.ApiVersion,
        ["kind"] = owner.Source.Type.Kind,
        ["name"] = owner.Name,
        ["uid"] = owner.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    public static JsonObject ReferenceTo(Resource target) => new()
    {
        ["apiVersion"] = target.Source.Type.ApiVersion,
        ["kind"] = target.Source.Type.Kind,
        ["name"] = target.Name,
        ["namespace"] = target.Namespace.Length == 0 ? null : target.Namespace,
        ["uid"] = target.Uid,
    };

    /// <summary>Sets a condition; its transition time moves only with its status. False where nothing changed.</summary>
    public static bool SetCondition(this JsonObject status, DateTimeOffset now, string type, string value, string reason, string message,
        bool withUpdateTime = false)
    {
        var conditions = status.List("conditions");
        var known = conditions.OfType<JsonObject>().FirstOrDefault(condition => (string?)condition["type"] == type);
        if (known is null)
        {
            known = new JsonObject { ["type"] = type };
            conditions.Add(known);
        }
        else if ((string?)known["status"] == value && (string?)known["reason"] == reason && (string?)known["message"] == message)
        {
            return false;
        }

        if ((string?)known["status"] != value)
        {
            known["lastTransitionTime"] = now.Timestamp();
        }

        if (withUpdateTime)
        {
            known["lastUpdateTime"] = now.Timestamp();
        }

        known["status"] = value;
        known["reason"] = reason;
        known["message"] = message;
        return true;
    }
}
