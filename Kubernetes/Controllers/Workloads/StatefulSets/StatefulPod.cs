namespace CniMigration.Kubernetes.Controllers.Workloads.StatefulSets;

/// <summary>The identity of a StatefulSet's pods: a name, a hostname and volumes that stay with their ordinal.</summary>
internal static class StatefulPod
{
    public static string NameOf(StatefulSet set, int ordinal) => $"{set.Name}-{ordinal}";

    public static int? OrdinalOf(StatefulSet set, Pod pod) =>
        pod.Name.StartsWith(set.Name + "-", StringComparison.Ordinal)
        && int.TryParse(pod.Name.AsSpan(set.Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : null;

    public static string ClaimName(StatefulSet set, PersistentVolumeClaim template, int ordinal) => $"{template.Name}-{set.Name}-{ordinal}";

    /// <summary>Gives a pod made from the template its identity.</summary>
    public static void Identify(JsonObject pod, StatefulSet set, int ordinal, string revision)
    {
        var name = NameOf(set, ordinal);
        var metadata = pod.Section("metadata");
        metadata.Remove("generateName");
        metadata["name"] = name;
        var labels = metadata.Section("labels");
        labels["statefulset.kubernetes.io/pod-name"] = name;
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        labels[RevisionHistory.HashLabel] = revision;
        var spec = pod.Section("spec");
        spec["hostname"] = name;
        if (set.Spec.ServiceName.Length > 0)
        {
            spec["subdomain"] = set.Spec.ServiceName;
        }

        foreach (var template in set.Spec.VolumeClaimTemplates)
        {
            var volumes = spec.List("volumes");
            if (volumes.FirstOrDefault(volume => (string?)volume!["name"] == template.Name) is { } replaced)
            {
                volumes.Remove(replaced);
            }

            volumes.Add(new JsonObject
            {
                ["name"] = template.Name,
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = ClaimName(set, template, ordinal) },
            });
        }
    }

    /// <summary>The claims that an ordinal needs, as they are to be created.</summary>
    public static IEnumerable<(string Name, JsonObject Body)> Claims(StatefulSet set, int ordinal)
    {
        var templates = (JsonArray?)set.Source.ToJson()["spec"]!["volumeClaimTemplates"] ?? [];
        foreach (var (json, view) in templates.Zip(set.Spec.VolumeClaimTemplates))
        {
            var body = (JsonObject)json!.DeepClone();
            body["apiVersion"] = "v1";
            body["kind"] = "PersistentVolumeClaim";
            body.Remove("status");
            var metadata = body.Section("metadata");
            metadata.Remove("creationTimestamp");
            metadata["name"] = ClaimName(set, view, ordinal);
            metadata["namespace"] = set.Namespace;
            var labels = metadata.Section("labels");
            foreach (var (key, value) in set.Spec.Selector.MatchLabels)
            {
                labels[key] = value;
            }

            yield return ((string)metadata["name"]!, body);
        }
    }
}
