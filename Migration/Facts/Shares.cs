using System.Globalization;

namespace CniMigration.Migration.Facts;

/// <summary>Numbers of pods, given as such or as a share of all: maxSurge, maxUnavailable, minAvailable.</summary>
internal static class Shares
{
    /// <summary>As the deployment controller counts a surge, and the disruption controller both of its bounds.</summary>
    internal static int RoundedUp(this IntOrString value, int of) => value.IsShare() ? (int)Math.Ceiling(value.Part(of)) : value.ToInt();

    /// <summary>As the deployment controller counts the pods that may be away.</summary>
    internal static int RoundedDown(this IntOrString value, int of) => value.IsShare() ? (int)Math.Floor(value.Part(of)) : value.ToInt();

    internal static bool IsShare(this IntOrString value) => value.Value.EndsWith('%');

    private static double Part(this IntOrString value, int of) => int.Parse(value.Value.AsSpan()[..^1], CultureInfo.InvariantCulture) * of / 100.0;
}
