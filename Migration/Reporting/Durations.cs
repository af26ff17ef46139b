using System.Globalization;

namespace CniMigration.Migration.Reporting;

/// <summary>Times as messages name them.</summary>
internal static class Durations
{
    internal static string Of(TimeSpan time) => time.TotalSeconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");
}
