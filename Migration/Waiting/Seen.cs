namespace CniMigration.Migration.Waiting;

/// <summary>What one look at the cluster showed: whether the wait is over, and if not, what is missing.</summary>
internal readonly record struct Seen(bool Done, string Missing)
{
    internal static readonly Seen All = new(true, "");

    internal static Seen NotYet(string missing) => new(false, missing);

    /// <summary>Over when nothing is missing.</summary>
    internal static Seen Missed(IReadOnlyCollection<string> missing) => missing.Count == 0 ? All : NotYet(string.Join("; ", missing));
}
