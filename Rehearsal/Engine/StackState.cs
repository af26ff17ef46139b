namespace CniMigration.Rehearsal.Engine;

/// <summary>The stack's state between runs, in the order in which its resources were last registered.</summary>
internal sealed class StackState
{
    private readonly Lock gate = new();
    private ImmutableList<ResourceState> resources = [];
    private ImmutableList<ResourceState> replaced = [];

    public ImmutableList<ResourceState> Resources
    {
        get
        {
            lock (gate)
            {
                return resources;
            }
        }
    }

    /// <summary>The old halves of replacements that are still to be deleted, in this run or in one after it.</summary>
    public ImmutableList<ResourceState> Replaced
    {
        get
        {
            lock (gate)
            {
                return replaced;
            }
        }
    }

    public ResourceState? Find(string urn) => Resources.Find(resource => resource.Urn == urn);

    /// <summary>The resource that an input refers to, or null where the input is no such reference.</summary>
    public ResourceState? Resolve(JsonNode? reference) =>
        (reference as JsonObject)?[Values.ResourceMark]?.GetValue<string>() is { } mark
            ? Resources.Find(resource => Values.MarkOf(resource.Key) == mark)
            : null;

    public void Put(ResourceState resource)
    {
        lock (gate)
        {
            resources = resources.RemoveAll(other => other.Urn == resource.Urn).Add(resource);
        }
    }

    /// <summary>Takes note that another resource has taken this one's place, which exists on.</summary>
    public void MarkReplaced(ResourceState resource)
    {
        lock (gate)
        {
            replaced = replaced.Add(resource);
        }
    }

    /// <summary>A resource was deleted, be it the one that its URN names now or one that had been replaced.</summary>
    public void Deleted(ResourceState resource)
    {
        lock (gate)
        {
            replaced = replaced.RemoveAll(other => other.Urn == resource.Urn && other.Id == resource.Id);
            resources = resources.RemoveAll(other => other.Urn == resource.Urn && other.Id == resource.Id);
        }
    }

    public void Remove(string urn)
    {
        lock (gate)
        {
            resources = resources.RemoveAll(resource => resource.Urn == urn);
        }
    }
}
