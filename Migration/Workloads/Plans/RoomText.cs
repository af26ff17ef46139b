using System.Globalization;

namespace CniMigration.Migration.Workloads.Plans;

/// <summary>Amounts of room as people write them.</summary>
internal static class RoomText
{
    private const decimal Gibibyte = 1024 * 1024 * 1024;

    internal static string Of(RoomNeed need) => $"{Amount(need.Resource, need.Needed)} needed, {Amount(need.Resource, need.Free)} free";

    internal static string Amount(string resource, decimal amount) => resource switch
    {
        "memory" or "ephemeral-storage" => string.Create(CultureInfo.InvariantCulture, $"{amount / Gibibyte:0.##} Gi"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{amount:0.###}"),
    };
}
