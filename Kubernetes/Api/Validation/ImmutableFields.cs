using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Validation;

/// <summary>What cannot change once it is there.</summary>
internal static class ImmutableFields
{
    private static readonly string[] PodSpecChangeable = ["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "schedulingGates"];

    private static readonly string[] StatefulSetChangeable =
        ["replicas", "ordinals", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds", "revisionHistoryLimit"];

    public static void Check(ResourceType type, JsonObject old, JsonObject json, FieldErrors errors)
    {
        if (type == ResourceTypes.Deployments || type == ResourceTypes.ReplicaSets || type == ResourceTypes.DaemonSets)
        {
            Fixed(old, json, errors, "selector");
        }
        else if (type == ResourceTypes.Jobs)
        {
            Fixed(old, json, errors, "selector");
            Fixed(old, json, errors, "completions");
            Fixed(old, json, errors, "template");
        }
        else if (type == ResourceTypes.StatefulSets)
        {
            StatefulSet(old, json, errors);
        }
        else if (type == ResourceTypes.Pods)
        {
            Pod(old, json, errors);
        }
        else if (type == ResourceTypes.Services)
        {
            Service(old, json, errors);
        }
        else if (type == ResourceTypes.ConfigMaps || type == ResourceTypes.Secrets)
        {
            ImmutableData(old, json, errors);
        }
        else if (type == ResourceTypes.RoleBindings || type == ResourceTypes.ClusterRoleBindings)
        {
            if (!JsonNode.DeepEquals(old["roleRef"], json["roleRef"]))
            {
                errors.Invalid("roleRef", json["roleRef"]?.DeepClone(), "cannot change roleRef");
            }
        }
    }

    private static void Fixed(JsonObject old, JsonObject json, FieldErrors errors, string field)
    {
        if (!JsonNode.DeepEquals(old["spec"]?[field], json["spec"]?[field]))
        {
            errors.Invalid($"spec.{field}", json["spec"]?[field]?.DeepClone(), "field is immutable");
        }
    }

    private static void StatefulSet(JsonObject old, JsonObject json, FieldErrors errors)
    {
        if (!SameBut(old["spec"] as JsonObject, json["spec"] as JsonObject, StatefulSetChangeable))
        {
            errors.Forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
                + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }

    private static void Pod(JsonObject old, JsonObject json, FieldErrors errors)
    {
        var (before, after) = ((JsonObject)old["spec"]!.DeepClone(), (JsonObject)json["spec"]!.DeepClone());
        foreach (var list in (string[])["containers", "initContainers"])
        {
            foreach (var container in (before[list] as JsonArray ?? []).Concat(after[list] as JsonArray ?? []).OfType<JsonObject>())
            {
                container.Remove("image");
            }
        }

        if (!SameBut(before, after, PodSpecChangeable))
        {
            errors.Forbidden("spec", "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` "
                + "(allow it to be set to 1 if it was previously negative)");
        }

        var present = json["spec"]?["tolerations"] as JsonArray ?? [];
        var kept = (old["spec"]?["tolerations"] as JsonArray ?? []).All(toleration => present.Any(other => JsonNode.DeepEquals(toleration, other)));
        if (!kept)
        {
            errors.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
        }
    }

    private static void Service(JsonObject old, JsonObject json, FieldErrors errors)
    {
        var (before, after) = (old["spec"].Text("clusterIP"), json["spec"].Text("clusterIP"));
        if (before is { Length: > 0 } && before != after && old["spec"].Text("type") != "ExternalName" && json["spec"].Text("type") != "ExternalName")
        {
            errors.Invalid("spec.clusterIPs[0]", after is null ? new JsonArray() : JsonValue.Create(after), "may not change once set");
        }
    }

    private static void ImmutableData(JsonObject old, JsonObject json, FieldErrors errors)
    {
        if (old["immutable"]?.GetValue<bool>() != true)
        {
            return;
        }

        foreach (var field in (string[])["data", "binaryData", "immutable"])
        {
            if (!JsonNode.DeepEquals(old[field], json[field]))
            {
                errors.Forbidden(field, "field is immutable when `immutable` is set");
            }
        }
    }

    private static bool SameBut(JsonObject? old, JsonObject? json, string[] changeable)
    {
        var names = (old ?? []).Concat(json ?? []).Select(field => field.Key).Distinct().Except(changeable);
        return names.All(name => JsonNode.DeepEquals(old?[name], json?[name]));
    }
}
