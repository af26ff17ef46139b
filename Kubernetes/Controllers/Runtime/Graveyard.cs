namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>The uids of objects that are gone, so that an answer that was slower than the news of the deletion does not bring one back.</summary>
internal sealed class Graveyard(int capacity = 4096)
{
    private readonly HashSet<string> uids = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public bool Holds(string uid) => uids.Contains(uid);

    public void Bury(string uid)
    {
        if (!uids.Add(uid))
        {
            return;
        }

        order.Enqueue(uid);
        if (order.Count > capacity)
        {
            uids.Remove(order.Dequeue());
        }
    }
}
