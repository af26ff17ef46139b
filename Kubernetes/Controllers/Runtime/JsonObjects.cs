using System.Globalization;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>Small helpers to write objects as JSON.</summary>
internal static class JsonObjects
{
    /// <summary>The object under a name, made where it is missing.</summary>
    public static JsonObject Section(this JsonObject parent, string name)
    {
        if (parent[name] is JsonObject section) return section;
        section = [];
        parent[name] = section;
        return section;
    }

    /// <summary>The array under a name, made where it is missing.</summary>
    public static JsonArray List(this JsonObject parent, string name)
    {
        if (parent[name] is JsonArray list) return list;
        list = [];
        parent[name] = list;
        return list;
    }

    public static string Timestamp(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

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
        if ((string?)known["status"] != value) known["lastTransitionTime"] = now.Timestamp();
        if (withUpdateTime) known["lastUpdateTime"] = now.Timestamp();
        known["status"] = value;
        known["reason"] = reason;
        known["message"] = message;
        return true;
    }

    public static bool RemoveFinalizer(this JsonObject body, string finalizer)
    {
        var finalizers = body.Section("metadata").List("finalizers");
        var found = finalizers.FirstOrDefault(item => (string?)item == finalizer);
        if (found is null) return false;
        finalizers.Remove(found);
        if (finalizers.Count == 0) body.Section("metadata").Remove("finalizers");
        return true;
    }
}
