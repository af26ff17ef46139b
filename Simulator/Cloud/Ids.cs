namespace CniMigration.Simulator.Cloud;

/// <summary>Ids as AWS gives them, the same for the same seed.</summary>
internal sealed class Ids(int seed)
{
    private readonly Random random = new(seed);
    private readonly Lock gate = new();

    public string Next(string prefix, int digits = 17)
    {
        lock (gate)
        {
            return prefix + random.GetHexString(digits, lowercase: true);
        }
    }

    public int Below(int bound)
    {
        lock (gate)
        {
            return random.Next(bound);
        }
    }
}
