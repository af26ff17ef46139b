using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class DisruptionBudgetKind
{
    public static ResourceType Type { get; } = new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")
    {
        ShortNames = ["pdb"],
        Subresources = ["status"],
        CountsGenerations = true,
        Validate = (json, errors) =>
        {
            var spec = json["spec"] as JsonObject;
            if (spec?["minAvailable"] is not null && spec["maxUnavailable"] is not null)
            {
                errors.Invalid("spec", spec.DeepClone(), "minAvailable and maxUnavailable cannot be both set");
            }

            foreach (var bound in (string[])["minAvailable", "maxUnavailable"])
            {
                Bound(spec?[bound], $"spec.{bound}", errors);
            }
        },
        Columns =
        [
            Cells.Name, Cells.Text("Min Available", "spec.minAvailable", "N/A"),
            Cells.Text("Max Unavailable", "spec.maxUnavailable", "N/A"),
            Cells.Number("Allowed Disruptions", "status.disruptionsAllowed"), Cells.Age,
        ],
    };

    private static void Bound(JsonNode? bound, string field, FieldErrors errors)
    {
        if (bound is JsonValue value && value.TryGetValue<string>(out var text))
        {
            if (!text.EndsWith('%') || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var share))
            {
                errors.Invalid(field, text, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', "
                    + "regex used for validation is '[0-9]+%')");
            }
            else if (share > 100)
            {
                errors.Invalid(field, text, "must not be greater than 100%");
            }
        }
        else if (bound is JsonValue number && number.TryGetValue<long>(out var count) && count < 0)
        {
            errors.Invalid(field, count, "must be greater than or equal to 0");
        }
    }
}
