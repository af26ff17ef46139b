namespace CniMigration.Kubernetes.Api.Admission.Amounts;

/// <summary>A pod's quality of service, from what its containers request.</summary>
internal static class QualityOfService
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(JsonObject spec)
    {
        var resources = spec.Each("containers").Concat(spec.Each("initContainers")).Select(container => container["resources"]).ToList();
        if (resources.TrueForAll(each => Counted.All(name => IsZero(each?["requests"]?[name]) && IsZero(each?["limits"]?[name]))))
        {
            return "BestEffort";
        }

        var guaranteed = resources.TrueForAll(each => Counted.All(name =>
            !IsZero(each?["limits"]?[name]) && Milli(each?["requests"]?[name]) == Milli(each?["limits"]?[name])));
        return guaranteed ? "Guaranteed" : "Burstable";
    }

    private static bool IsZero(JsonNode? value) => Milli(value) == 0;

    private static Int128 Milli(JsonNode? value) => value is not null && Quantity.TryParse(value.ToString(), out var quantity) ? quantity.Milli : 0;
}
