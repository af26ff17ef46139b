namespace CniMigration.Kubernetes.Objects;

/// <summary>
/// One kind of object that the API server stores, under the version it is stored in: its names, and what the server does for it.
/// What a kind leaves out is as it is for most kinds.
/// </summary>
internal sealed class ResourceType(string group, string version, string kind, string plural)
{
    public string Group { get; } = group;

    public string Version { get; private set; } = version;

    public string Kind { get; } = kind;

    public string Plural { get; } = plural;

    public bool Namespaced { get; init; } = true;

    public string Singular { get => field ??= Kind.ToLowerInvariant(); set; }

    public string ListKind => field ??= Kind + "List";

    public IReadOnlyList<string> ShortNames { get; set; } = [];

    public IReadOnlyList<string> Categories { get; set; } = [];

    public IReadOnlyList<string> Subresources { get; set; } = [];

    /// <summary>Other versions under which the same objects are served.</summary>
    public IReadOnlyList<OtherVersion> AlsoServedAs { get; init; } = [];

    /// <summary>Whether a custom resource definition brought it.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Whether the server counts changes of the object's desired state in <c>metadata.generation</c>.</summary>
    public bool CountsGenerations { get; init; }

    /// <summary>Whether a new object brings its own status, as nodes do, instead of getting it later.</summary>
    public bool IsCreatedWithStatus { get; init; }

    /// <summary>Whether the server settles the status with every write of the object, so that no write leaves it as it was.</summary>
    public bool IsStatusSettled { get; init; }

    /// <summary>Whether it is on record who set which field.</summary>
    public bool TracksOwners { get; init; } = true;

    /// <summary>Whether that goes for the status too; the heartbeats of a large cluster would weigh more in ownership than in what they say.</summary>
    public bool TracksStatusOwners { get; init; } = true;

    /// <summary>Whether a deletion is answered with the object that was deleted, instead of a Status.</summary>
    public bool AnswersDeletionWithObject { get; init; }

    /// <summary>What is wrong with a name; null where nothing is.</summary>
    public Func<string, string?> NameProblem { get; init; } = Names.SubdomainProblem;

    /// <summary>Fills in what an object leaves out. Filling in twice changes nothing.</summary>
    public Action<JsonObject>? Defaults { get; init; }

    /// <summary>Gives a new object what the server alone decides, after its own status has been taken off.</summary>
    public Action<JsonObject>? PrepareCreate { get; init; }

    /// <summary>Takes over from the old spec, given first, what the server put there and clients that replace an object leave out.</summary>
    public Action<JsonObject, JsonObject>? PrepareUpdate { get; init; }

    /// <summary>Finds what is wrong with an object.</summary>
    public Action<JsonObject, FieldErrors>? Validate { get; init; }

    /// <summary>Finds what changed between the old object, given first, and the new one, and may not.</summary>
    public Action<JsonObject, JsonObject, FieldErrors>? ValidateUpdate { get; init; }

    /// <summary>The columns of its table; null for custom resources, whose definition says them.</summary>
    public IReadOnlyList<TableColumn>? Columns { get; init; }

    /// <summary>The fields by which its objects can be selected.</summary>
    public SelectableField[] SelectableFields { get; init; } = SelectableField.Common;

    /// <summary>What an object should know of what is served here and not acted on; null for the kind, or for an object, where all is well.</summary>
    public Func<ApiObject, string?>? Notice { get; init; }

    public string ApiVersion { get => field ??= Group.Length == 0 ? Version : Group + "/" + Version; private set; }

    /// <summary>The name used in messages, such as <c>deployments.apps</c>.</summary>
    public string QualifiedName => field ??= Group.Length == 0 ? Plural : Plural + "." + Group;

    /// <summary>The kind as messages name it, such as <c>Deployment.apps</c>.</summary>
    public string QualifiedKind => field ??= Group.Length == 0 ? Kind : Kind + "." + Group;

    public bool HasStatus => Subresources.Contains("status");

    /// <summary>Takes over what a custom resource definition may change of a type.</summary>
    public void Redefine(ResourceType next)
    {
        (Version, Singular, ShortNames, Categories, Subresources) = (next.Version, next.Singular, next.ShortNames, next.Categories, next.Subresources);
        ApiVersion = next.ApiVersion;
    }

    public override string ToString() => QualifiedName;
}
