using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Workloads;

/// <summary>The templates that a DaemonSet or StatefulSet had, as ControllerRevisions; the newest is the present one.</summary>
internal sealed class RevisionHistory(ControllerContext context)
{
    public const string HashLabel = "controller-revision-hash";

    /// <summary>The revision of the present template, made or moved to the front where needed.</summary>
    public async Task<ControllerRevision> CurrentAsync(Resource owner, int? collisions, CancellationToken cancellationToken)
    {
        var text = PodTemplates.CanonicalText(owner);
        var known = Of(owner);
        var newest = known.Count == 0 ? 0 : known[^1].Revision;
        var same = known.LastOrDefault(revision => TemplateText(revision) == text);
        if (same is null)
        {
            return await CreateAsync(owner, PodTemplates.Hash(text, collisions), newest + 1, cancellationToken);
        }

        if (same.Revision == newest)
        {
            return same;
        }

        return View(await context.UpdateAsync(same, body => body["revision"] = newest + 1, cancellationToken));
    }

    /// <summary>All revisions of a workload, oldest first.</summary>
    public List<ControllerRevision> Of(Resource owner) =>
        [.. context.Cache.RevisionsByController[owner.Uid].OrderBy(revision => revision.Revision).ThenBy(revision => revision.Name, StringComparer.Ordinal)];

    public async Task PruneAsync(Resource owner, int limit, IReadOnlySet<string> hashesInUse, CancellationToken cancellationToken)
    {
        var spare = Of(owner).SkipLast(1).Where(revision => !hashesInUse.Contains(HashOf(revision))).ToList();
        foreach (var revision in spare.Take(Math.Max(0, spare.Count - limit)))
        {
            await context.DeleteAsync(revision, cancellationToken);
        }
    }

    public static string HashOf(ControllerRevision revision) => revision.Metadata.Labels.GetValueOrDefault(HashLabel, "");

    public static JsonObject TemplateOf(ControllerRevision revision)
    {
        var template = (JsonObject)revision.Source.ToJson()["data"]!["spec"]!["template"]!.DeepClone();
        template.Remove("$patch");
        return template;
    }

    private static string TemplateText(ControllerRevision revision) => PodTemplates.Canonical(TemplateOf(revision));

    private async Task<ControllerRevision> CreateAsync(Resource owner, string hash, long number, CancellationToken cancellationToken)
    {
        var template = PodTemplates.Copy(owner);
        var labels = (JsonObject?)template["metadata"]?["labels"]?.DeepClone() ?? [];
        labels[HashLabel] = hash;
        template["$patch"] = "replace";
        var created = await context.CreateAsync(ResourceTypes.ControllerRevisions, owner.Namespace, new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ControllerRevision",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Name}-{hash}",
                ["namespace"] = owner.Namespace,
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(JsonObjects.OwnerReferenceTo(owner)),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } },
            ["revision"] = number,
        }, cancellationToken);
        return View(created);
    }

    private ControllerRevision View(ApiObject source) => context.Cache.Revisions.Find(source.Key)
        ?? throw new JsonException($"ControllerRevision {source.Key} is gone as soon as it was written.");
}
