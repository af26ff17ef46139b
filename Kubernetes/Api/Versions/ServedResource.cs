namespace CniMigration.Kubernetes.Api.Versions;

/// <summary>A type under one of the versions it is served in.</summary>
internal sealed record ServedResource(ResourceType Type, string Group, string Version)
{
    public string ApiVersion => Group.Length == 0 ? Version : Group + "/" + Version;

    /// <summary>Where one of its objects is, such as <c>/apis/apps/v1/namespaces/{namespace}/deployments/{name}</c>.</summary>
    public string PathTemplate =>
        $"{(Group.Length == 0 ? "/api" : "/apis/" + Group)}/{Version}{(Type.Namespaced ? "/namespaces/{namespace}" : "")}/{Type.Plural}/{{name}}";

    public IReadOnlyList<string> Subresources { get; init; } = Type.Subresources;

    /// <summary>Where a custom resource of this version keeps its scale.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>Whether a webhook would have to make this version from the stored one.</summary>
    public bool NeedsWebhook { get; init; }

    /// <summary>How objects turn from the stored version into this one, and back; null for the stored one, and for custom resources.</summary>
    public OtherVersion? Conversion { get; init; }

    public bool IsStorageVersion => Group == Type.Group && Version == Type.Version;

    /// <summary>Turns an object from the version it is stored in into this one.</summary>
    public JsonObject FromStored(JsonObject json)
    {
        json["apiVersion"] = ApiVersion;
        Conversion?.FromStored(json);
        return json;
    }

    /// <summary>Turns an object of this version into the one to store.</summary>
    public JsonObject ToStored(JsonObject json)
    {
        if (!IsStorageVersion)
        {
            json["apiVersion"] = Type.ApiVersion;
            Conversion?.ToStored(json);
        }

        return json;
    }
}
