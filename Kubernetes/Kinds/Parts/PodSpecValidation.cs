namespace CniMigration.Kubernetes.Kinds.Parts;

/// <summary>What a pod's spec must hold.</summary>
internal static class PodSpecValidation
{
    /// <param name="spec">The pod's spec.</param>
    /// <param name="path">Where it is in its object.</param>
    /// <param name="errors">What is found wrong.</param>
    /// <param name="claims">Volumes that a StatefulSet adds to it.</param>
    public static void Check(JsonObject? spec, string path, FieldErrors errors, IEnumerable<string>? claims = null)
    {
        if (spec?["containers"] is not JsonArray { Count: > 0 })
        {
            errors.Required(path + ".containers");
        }

        var volumes = spec.Each("volumes").Select(volume => volume.Text("name") ?? "").ToList();
        foreach (var duplicate in volumes.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            errors.Duplicate($"{path}.volumes[{volumes.LastIndexOf(duplicate.Key)}].name", duplicate.Key);
        }

        volumes.AddRange(claims ?? []);
        var names = new HashSet<string>();
        foreach (var list in (string[])["initContainers", "containers"])
        {
            var index = 0;
            foreach (var container in spec.Each(list))
            {
                Container(container, $"{path}.{list}[{index++}]", names, volumes, errors);
            }
        }

        Tolerations(spec, path, errors);
        Supported(spec, path, "restartPolicy", errors, "Always", "OnFailure", "Never");
        Supported(spec, path, "dnsPolicy", errors, "Default", "ClusterFirst", "ClusterFirstWithHostNet", "None");
        if (spec.Number("terminationGracePeriodSeconds") is < 0 and var grace)
        {
            errors.Invalid(path + ".terminationGracePeriodSeconds", grace, "must be greater than or equal to 0");
        }
    }

    private static void Container(JsonObject container, string path, HashSet<string> names, List<string> volumes, FieldErrors errors)
    {
        if (container.Text("name") is not { Length: > 0 } name)
        {
            errors.Required(path + ".name");
        }
        else if (Names.LabelProblem(name) is { } problem)
        {
            errors.Invalid(path + ".name", name, problem);
        }
        else if (!names.Add(name))
        {
            errors.Duplicate(path + ".name", name);
        }

        if (container.Text("image") is not { Length: > 0 })
        {
            errors.Required(path + ".image");
        }

        var mounts = container.Each("volumeMounts").ToList();
        for (var index = 0; index < mounts.Count; index++)
        {
            if (mounts[index].Text("name") is { } volume && !volumes.Contains(volume))
            {
                errors.NotFound($"{path}.volumeMounts[{index}].name", volume);
            }
        }

        Resources(container["resources"], path + ".resources", errors);
    }

    private static void Resources(JsonNode? resources, string path, FieldErrors errors)
    {
        foreach (var list in (string[])["limits", "requests"])
        {
            foreach (var (name, value) in resources?[list] as JsonObject ?? [])
            {
                if (value is null || !Quantity.TryParse(value.ToString(), out var amount))
                {
                    throw ApiException.BadRequest("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
                }

                if (list == "requests" && resources?["limits"]?[name] is { } limit && Quantity.TryParse(limit.ToString(), out var most)
                    && amount.Milli > most.Milli)
                {
                    errors.Invalid($"{path}.requests", value.DeepClone(), $"must be less than or equal to {name} limit of {limit}");
                }
            }
        }
    }

    private static void Tolerations(JsonObject? spec, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var toleration in spec.Each("tolerations"))
        {
            var field = $"{path}.tolerations[{index++}]";
            var comparison = toleration.Text("operator") ?? "Equal";
            if (toleration.Text("key") is null or "" && comparison != "Exists")
            {
                errors.Invalid(field + ".operator", comparison, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }

            if (comparison == "Exists" && toleration.Text("value") is { Length: > 0 } value)
            {
                errors.Invalid(field + ".operator", value, "value must be empty when `operator` is 'Exists'");
            }
        }
    }

    private static void Supported(JsonObject? spec, string path, string field, FieldErrors errors, params string[] supported)
    {
        if (spec.Text(field) is { } value && !supported.Contains(value))
        {
            errors.NotSupported($"{path}.{field}", value, supported);
        }
    }
}
