namespace CniMigration.Simulator.Cloud.Network;

/// <summary>Which security group lets which others in.</summary>
internal sealed class SecurityGroups(Ids ids)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HashSet<string>> sourcesByGroup = new(StringComparer.Ordinal);

    public string Create()
    {
        var id = ids.Next("sg-");
        lock (gate)
        {
            sourcesByGroup[id] = new HashSet<string>(StringComparer.Ordinal);
        }

        return id;
    }

    public void Delete(string id)
    {
        lock (gate)
        {
            sourcesByGroup.Remove(id);
        }
    }

    public void Require(string id)
    {
        lock (gate)
        {
            _ = Sources(id);
        }
    }

    public void Authorize(string id, string source)
    {
        lock (gate)
        {
            _ = Sources(source);
            if (!Sources(id).Add(source))
            {
                throw new EksException("InvalidPermission.Duplicate", $"{id} already lets {source} in.");
            }
        }
    }

    public void Revoke(string id, string source)
    {
        lock (gate)
        {
            if (!Sources(id).Remove(source))
            {
                throw new EksException("InvalidPermission.NotFound", $"{id} does not let {source} in.");
            }
        }
    }

    /// <summary>Whether a packet may pass from an interface with these groups to one with those.</summary>
    public bool Allow(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        lock (gate)
        {
            return to.Any(group => sourcesByGroup.TryGetValue(group, out var sources) && from.Any(sources.Contains));
        }
    }

    private HashSet<string> Sources(string id) => sourcesByGroup.TryGetValue(id, out var sources)
        ? sources
        : throw new EksException("InvalidGroup.NotFound", $"The security group '{id}' does not exist.");
}
