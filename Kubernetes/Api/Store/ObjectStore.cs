using System.Collections.Concurrent;

namespace CniMigration.Kubernetes.Api.Store;

/// <summary>All objects, by type and key, under one revision that every write moves on. Knows nothing of what the objects mean.</summary>
internal sealed class ObjectStore(int eventCapacity = 16384)
{
    private readonly Lock gate = new();
    private readonly int capacity = eventCapacity;
    private readonly ConcurrentDictionary<ResourceType, ObjectTable> tables = new();
    private long revision = 1;

    public long Revision => Interlocked.Read(ref revision);

    public ApiObject? Find(ResourceType type, string key) => Table(type).Items.GetValueOrDefault(key);

    public int Count(ResourceType type) => Table(type).Items.Count;

    public EventLog Events(ResourceType type) => Table(type).Events;

    public StoreSnapshot Snapshot(ResourceType type)
    {
        var table = Table(type);
        lock (gate)
        {
            return new StoreSnapshot(table.Items, revision);
        }
    }

    /// <summary>The objects as they were at a revision; null when the changes since then are no longer remembered.</summary>
    public StoreSnapshot? SnapshotAt(ResourceType type, long moment)
    {
        var table = Table(type);
        lock (gate)
        {
            if (table.Events.Since(moment) is not { } changes)
            {
                return null;
            }

            var items = table.Items.ToBuilder();
            foreach (var change in Enumerable.Reverse(changes))
            {
                if (change.Previous is { } previous)
                {
                    items[previous.Key] = previous;
                }
                else
                {
                    items.Remove(change.Object.Key);
                }
            }

            return new StoreSnapshot(items.ToImmutable(), moment);
        }
    }

    /// <summary>Stores a new object; null when its key is taken.</summary>
    public ApiObject? TryAdd(ResourceType type, JsonObject json)
    {
        var table = Table(type);
        lock (gate)
        {
            var key = KeyOf(json);
            if (table.Items.ContainsKey(key))
            {
                return null;
            }

            var added = Stamp(type, json);
            table.Items = table.Items.Add(key, added);
            table.Events.Append(new StoreEvent(ApiEventKind.Added, added, null, added.ResourceVersion));
            return added;
        }
    }

    /// <summary>Stores a new version of an object; null when it is no longer the expected version.</summary>
    public ApiObject? TryReplace(ApiObject expected, JsonObject json)
    {
        var table = Table(expected.Type);
        lock (gate)
        {
            if (!ReferenceEquals(table.Items.GetValueOrDefault(expected.Key), expected))
            {
                return null;
            }

            var stored = Stamp(expected.Type, json);
            table.Items = table.Items.SetItem(expected.Key, stored);
            table.Events.Append(new StoreEvent(ApiEventKind.Modified, stored, expected, stored.ResourceVersion));
            return stored;
        }
    }

    /// <summary>Removes an object; null when it is no longer the expected version. Gives the object as it last was.</summary>
    public ApiObject? TryRemove(ApiObject expected, JsonObject? final = null)
    {
        var table = Table(expected.Type);
        lock (gate)
        {
            if (!ReferenceEquals(table.Items.GetValueOrDefault(expected.Key), expected))
            {
                return null;
            }

            var removed = Stamp(expected.Type, final ?? expected.ToJson());
            table.Items = table.Items.Remove(expected.Key);
            table.Events.Append(new StoreEvent(ApiEventKind.Deleted, removed, expected, removed.ResourceVersion));
            return removed;
        }
    }

    /// <summary>Forgets the changes so far: watches that resume from before now get 410 Gone.</summary>
    public void Compact()
    {
        foreach (var table in tables.Values)
        {
            table.Events.Compact(Revision);
        }
    }

    private static string KeyOf(JsonObject json)
    {
        var metadata = json["metadata"]!;
        return ApiObject.KeyOf((string?)metadata["namespace"], (string)metadata["name"]!);
    }

    // Of what happened before a type was first asked for, nothing is known.
    private ObjectTable Table(ResourceType type) => tables.GetOrAdd(type, static (_, store) => new ObjectTable(store.capacity, store.Revision), this);

    /// <summary>An object as it would be, without storing it.</summary>
    public static ApiObject Draft(ResourceType type, JsonObject json, long revision)
    {
        var metadata = json["metadata"]!;
        return new ApiObject
        {
            Type = type,
            Namespace = (string?)metadata["namespace"],
            Name = (string)metadata["name"]!,
            Uid = (string)metadata["uid"]!,
            ResourceVersion = revision,
            Json = ApiJson.ToBytes(json),
        };
    }

    private ApiObject Stamp(ResourceType type, JsonObject json)
    {
        var stamped = Interlocked.Increment(ref revision);
        json["metadata"]!["resourceVersion"] = stamped.ToString(CultureInfo.InvariantCulture);
        return Draft(type, json, stamped);
    }
}
