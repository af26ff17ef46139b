using System.Globalization;

namespace CniMigration.Rehearsal.View;

/// <summary>Durations as people say them.</summary>
internal static class Durations
{
    public static string Of(double seconds) => seconds switch
    {
        < 0.5 => "",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min"),
    };
}
