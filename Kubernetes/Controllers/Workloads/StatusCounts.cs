namespace CniMigration.Kubernetes.Controllers.Workloads;

internal static class StatusCounts
{
    /// <summary>Writes a count as Kubernetes does: a zero is left out.</summary>
    public static void SetCount(this JsonObject status, string name, int count)
    {
        if (count == 0)
        {
            status.Remove(name);
        }
        else
        {
            status[name] = count;
        }
    }
}
