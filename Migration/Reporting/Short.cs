namespace CniMigration.Migration.Reporting;

/// <summary>Lists that fit into a sentence.</summary>
internal static class Short
{
    private const int Most = 8;

    public static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= Most ? string.Join(", ", all) : $"{string.Join(", ", all.Take(Most))} and {all.Count - Most} more";
    }
}
