using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Core;

/// <summary>The life of definitions: accepted, served, and taken away only after all their objects.</summary>
internal sealed class CustomDefinitions(ApiCore core)
{
    private static readonly WriteContext Writer = new("kube-apiserver");

    private readonly CustomResourceServing serving = new(core.Types, core.Schemas);

    /// <summary>Gives a definition the status that it is stored with.</summary>
    public void Settle(JsonObject definition, JsonObject? old)
    {
        var (name, group) = (definition["metadata"].Text("name"), definition["spec"].Text("group"));
        var others = core.Store.Snapshot(ResourceTypes.CustomResourceDefinitions).Items.Values.Select(item => item.ToJson())
            .Where(other => other["metadata"].Text("name") != name && other["spec"].Text("group") == group);
        DefinitionStatus.Settle(definition, old, others, core.Clock.GetUtcNow());
    }

    /// <summary>Refuses new objects of a definition that is going.</summary>
    public void CheckCreate(ResourceType type)
    {
        if (core.Find(ResourceTypes.CustomResourceDefinitions, null, type.QualifiedName)?.As<Resource>().IsDeleting == true)
        {
            throw ApiException.MethodNotAllowed("create not allowed while custom resource definition is terminating");
        }
    }

    /// <summary>Takes up a definition that was written or deleted.</summary>
    public void Changed(ApiObject definition)
    {
        if (core.Find(definition.Type, null, definition.Name) is not { } present)
        {
            serving.Remove(definition.Name);
            AcceptOthers(definition);
            return;
        }

        serving.Serve(present.ToJson(), present.ResourceVersion);
        if (present.As<Resource>().IsDeleting)
        {
            Empty(present.Name);
        }
    }

    /// <summary>Lets a definition go when the last of its objects has gone.</summary>
    public void Finish(ResourceType type)
    {
        if (core.Store.Count(type) > 0 || core.Find(ResourceTypes.CustomResourceDefinitions, null, type.QualifiedName) is not { } definition
            || !definition.As<Resource>().IsDeleting || !definition.As<Resource>().Metadata.Finalizers.Contains(DefinitionStatus.Finalizer))
        {
            return;
        }

        core.Change(definition.Type, null, definition.Name, Release, Writer);
    }

    private void Empty(string definition)
    {
        if (serving.Find(definition) is not { } type)
        {
            core.Change(ResourceTypes.CustomResourceDefinitions, null, definition, Release, Writer);
            return;
        }

        foreach (var item in core.Store.Snapshot(type).Items.Values.Where(item => !item.As<Resource>().IsDeleting))
        {
            core.TryDelete(item, new DeleteOptions(), dryRun: false);
        }

        Finish(type);
    }

    // What a definition gave back may be what another one waits for.
    private void AcceptOthers(ApiObject gone)
    {
        var group = gone.ToJson()["spec"].Text("group");
        foreach (var other in core.Store.Snapshot(gone.Type).Items.Values.Where(other => other.ToJson()["spec"].Text("group") == group))
        {
            core.Change(gone.Type, null, other.Name, present => present.ToJson(), Writer);
        }
    }

    private static JsonObject Release(ApiObject present)
    {
        var json = present.ToJson();
        var left = json.Finalizers().Where(name => name != DefinitionStatus.Finalizer).Select(name => (JsonNode)name).ToArray();
        json.Metadata()["finalizers"] = new JsonArray(left);
        return json;
    }
}
