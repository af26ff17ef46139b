using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class QuotaKinds
{
    private const string LimitPrefix = "limits.";

    public static ResourceType ResourceQuotas { get; } = new("", "v1", "ResourceQuota", "resourcequotas")
    {
        ShortNames = ["quota"],
        Subresources = ["status"],
        AnswersDeletionWithObject = true,
        Columns = [Cells.Name, Cells.Age, new("Request", row => Amounts(row, limits: false)), new("Limit", row => Amounts(row, limits: true))],
    };

    public static ResourceType LimitRanges { get; } = new("", "v1", "LimitRange", "limitranges")
    {
        ShortNames = ["limits"],
        Defaults = json =>
        {
            foreach (var limit in json["spec"].Each("limits").Where(limit => limit.Text("type") == "Container"))
            {
                foreach (var (from, to) in ((string, string)[])[("max", "default"), ("default", "defaultRequest"), ("min", "defaultRequest")])
                {
                    foreach (var (name, value) in limit[from] as JsonObject ?? [])
                    {
                        limit.Section(to).Default(name, value!.DeepClone());
                    }
                }
            }
        },
        Columns = [Cells.Name, Cells.Created],
    };

    private static string Amounts(TableRow row, bool limits) => string.Join(", ", row.Json.At("status", "hard").Fields()
        .Where(field => field.Name.StartsWith(LimitPrefix, StringComparison.Ordinal) == limits).OrderBy(field => field.Name, StringComparer.Ordinal)
        .Select(field => $"{field.Name}: {Used(row, field.Name)}/{field.Value.Text()}"));

    private static string Used(TableRow row, string name) => row.Json.At("status", "used", name).Text() is { Length: > 0 } used ? used : "0";
}
