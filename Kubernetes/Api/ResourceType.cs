namespace CniMigration.Kubernetes.Api;

/// <summary>One kind of object that the API server stores, under the version it is stored in.</summary>
internal sealed class ResourceType
{
    public required string Group { get; init; }

    public required string Version { get; set; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required bool Namespaced { get; init; }

    public string Singular { get; set; } = "";

    public string ListKind => field ??= Kind + "List";

    public IReadOnlyList<string> ShortNames { get; set; } = [];

    public IReadOnlyList<string> Categories { get; set; } = [];

    public IReadOnlyList<string> Subresources { get; set; } = [];

    /// <summary>Other versions under which the same objects are served, such as <c>policy/v1beta1</c>.</summary>
    public IReadOnlyList<string> AlsoServedAs { get; init; } = [];

    /// <summary>Whether the server counts changes of the object's desired state in <c>metadata.generation</c>.</summary>
    public bool CountsGenerations { get; init; }

    /// <summary>Whether a custom resource definition brought it.</summary>
    public bool IsCustom { get; init; }

    public string ApiVersion { get => field ??= Group.Length == 0 ? Version : Group + "/" + Version; private set; }

    /// <summary>The name used in messages, such as <c>deployments.apps</c>.</summary>
    public string QualifiedName => field ??= Group.Length == 0 ? Plural : Plural + "." + Group;

    /// <summary>The kind as messages name it, such as <c>Deployment.apps</c>.</summary>
    public string QualifiedKind => field ??= Group.Length == 0 ? Kind : Kind + "." + Group;

    public bool HasStatus => Subresources.Contains("status");

    public bool HasScale => Subresources.Contains("scale");

    /// <summary>Takes over what a custom resource definition may change of a type.</summary>
    public void Redefine(ResourceType next)
    {
        (Version, Singular, ShortNames, Categories, Subresources) = (next.Version, next.Singular, next.ShortNames, next.Categories, next.Subresources);
        ApiVersion = next.ApiVersion;
    }

    public override string ToString() => QualifiedName;
}
