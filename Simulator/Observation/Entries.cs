namespace CniMigration.Simulator.Observation;

/// <summary>Counts who comes into trouble, and not how long it lasts: whoever leaves it may come into it again.</summary>
internal static class Entries
{
    /// <summary>1 where somebody comes into trouble now, else 0.</summary>
    public static int Of(HashSet<string> inTrouble, string uid, bool troubled)
    {
        if (!troubled)
        {
            inTrouble.Remove(uid);
            return 0;
        }

        return inTrouble.Add(uid) ? 1 : 0;
    }
}
