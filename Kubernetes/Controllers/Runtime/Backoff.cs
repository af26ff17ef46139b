namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>Doubling delays per key, forgotten on success.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> attempts = [];

    public TimeSpan Next(string key)
    {
        lock (gate)
        {
            var attempt = attempts[key] = attempts.GetValueOrDefault(key) + 1;
            return Delay(attempt);
        }
    }

    public int Attempts(string key)
    {
        lock (gate)
        {
            return attempts.GetValueOrDefault(key);
        }
    }

    public void Forget(string key)
    {
        lock (gate)
        {
            attempts.Remove(key);
        }
    }

    private TimeSpan Delay(int attempt) => attempt > 30 || first * Math.Pow(2, attempt - 1) > longest ? longest : first * Math.Pow(2, attempt - 1);
}
