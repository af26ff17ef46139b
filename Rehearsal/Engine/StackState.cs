using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CniMigration.Rehearsal.Engine;

/// <summary>The stack's state between runs, in the order in which its resources were last registered.</summary>
internal sealed class StackState
{
    private readonly Lock gate = new();
    private ImmutableList<ResourceState> resources = [];

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

    public void Remove(string urn)
    {
        lock (gate)
        {
            resources = resources.RemoveAll(resource => resource.Urn == urn);
        }
    }
}
