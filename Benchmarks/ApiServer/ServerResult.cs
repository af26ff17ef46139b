namespace CniMigration.Benchmarks.ApiServer;

/// <summary>What was measured of one server. Times are medians, in milliseconds.</summary>
internal sealed record ServerResult
{
    /// <summary>Pods a second, by sixteen clients at once.</summary>
    public required double CreateRate { get; init; }

    public required double ListMilliseconds { get; init; }

    public required double ListMegabytes { get; init; }

    /// <summary>The time to the first byte of that list.</summary>
    public required double FirstByteMilliseconds { get; init; }

    public required double LabelListMilliseconds { get; init; }

    public required double FieldListMilliseconds { get; init; }

    /// <summary>From sending a patch to its event's arrival.</summary>
    public required double WatchMilliseconds { get; init; }

    /// <summary>Resident memory once it no longer changes, of all processes of the server.</summary>
    public required double MemoryMegabytes { get; init; }
}
