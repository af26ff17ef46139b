using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Model;

/// <summary>What every object has; for code that does not care which kind it looks at.</summary>
internal record Resource : IKeptView
{
    private ApiObject? source;

    public ObjectMeta Metadata { get; init; } = new();

    [JsonIgnore]
    public string Name => Metadata.Name;

    [JsonIgnore]
    public string Namespace => Metadata.Namespace;

    [JsonIgnore]
    public string Uid => Metadata.Uid;

    /// <summary>The version this view was read from; only an informer's views have one.</summary>
    [JsonIgnore]
    public ApiObject Source
    {
        get => source ?? throw new InvalidOperationException($"This view of '{Name}' was not read from a cache.");
        set => source = value;
    }

    /// <summary>`namespace/name`, or the name alone for what belongs to no namespace.</summary>
    [JsonIgnore]
    public string Key => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    [JsonIgnore]
    public bool IsDeleting => Metadata.DeletionTimestamp is not null;
}

internal sealed record ObjectMeta
{
    public string Name { get; init; } = "";
    public string GenerateName { get; init; } = "";
    public string Namespace { get; init; } = "";
    public string Uid { get; init; } = "";
    public string ResourceVersion { get; init; } = "";
    public long Generation { get; init; }
    public DateTimeOffset? CreationTimestamp { get; init; }
    public DateTimeOffset? DeletionTimestamp { get; init; }
    public long? DeletionGracePeriodSeconds { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Empty.Map;
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = Empty.Map;
    public IReadOnlyList<OwnerReference> OwnerReferences { get; init; } = [];
    public IReadOnlyList<string> Finalizers { get; init; } = [];

    /// <summary>The owner that controls this object, if any.</summary>
    [JsonIgnore]
    public OwnerReference? Controller => OwnerReferences.FirstOrDefault(owner => owner.Controller);
}

internal sealed record OwnerReference
{
    public string ApiVersion { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public string Uid { get; init; } = "";
    public bool Controller { get; init; }
    public bool BlockOwnerDeletion { get; init; }
}

internal sealed record ObjectReference
{
    public string ApiVersion { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Namespace { get; init; } = "";
    public string Name { get; init; } = "";
    public string Uid { get; init; } = "";
}

/// <summary>A status condition of any kind; Pods, nodes and workloads share the shape.</summary>
internal sealed record Condition
{
    public string Type { get; init; } = "";
    public string Status { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Message { get; init; } = "";
    public DateTimeOffset? LastTransitionTime { get; init; }
    public DateTimeOffset? LastUpdateTime { get; init; }

    [JsonIgnore]
    public bool IsTrue => Status == "True";
}

internal static class Empty
{
    public static IReadOnlyDictionary<string, string> Map { get; } = new Dictionary<string, string>();
    public static IReadOnlyDictionary<string, Quantity> Quantities { get; } = new Dictionary<string, Quantity>();
}

internal static class Conditions
{
    public static Condition? Find(this IReadOnlyList<Condition> conditions, string type)
    {
        foreach (var condition in conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }
        return null;
    }

    public static bool IsTrue(this IReadOnlyList<Condition> conditions, string type) => conditions.Find(type)?.IsTrue == true;
}
