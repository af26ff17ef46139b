using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Changes;

/// <summary>Narrows where a DaemonSet may run by one expression in every term of its required node affinity.</summary>
internal sealed class DaemonSetPlacement(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public const string Kind = "DaemonSetPlacement";

    /// <summary>Adds the expression and its record in one patch; answers how many terms hold it then.</summary>
    /// <exception cref="GateFailedException">It had been set before, and somebody takes it out as fast as it is set.</exception>
    public async Task<int> ApplyAsync(string owner, string stage, string ns, string name, Requirement requirement, CancellationToken cancellationToken)
    {
        var target = cluster.DaemonSet(ns, name);

        // Another expression of before has to go first, and a patch of terms that shift under it would have to guess: two patches, each one whole.
        var set = await target.ChangeAsync(
            read => RecordOf(read, requirement.Key) is { } record && RequirementOf(record).ToString() != requirement.ToString()
                ? PatchOf(read, [.. Removals(read.Spec.Template.Spec, record), .. RecordOperations(read, requirement.Key, null)])
                : null,
            time,
            cancellationToken) ?? throw Missing();
        var wasTakenOut = false;
        set = await target.ChangeAsync(
            read =>
            {
                var pods = read.Spec.Template.Spec;
                var record = RecordOf(read, requirement.Key);
                var operations = PlacementPatch.Append(pods, requirement).ToList();
                wasTakenOut |= record is not null && operations.Count > 0;

                // Where somebody took all terms away, theirs is what there was before: none.
                if (operations.Count > 0 && (record is null || PlacementPatch.CreatedAt(pods).Length > 0))
                {
                    record = NewRecord(owner, stage, pods, requirement);
                }
                else if (record is null || (record.IsOwnedBy(owner, stage) && operations.Count == 0))
                {
                    return null;
                }

                return PatchOf(read, [.. operations, .. RecordOperations(read, requirement.Key, record.OwnedBy(owner, stage))]);
            },
            time,
            cancellationToken,
            set) ?? throw Missing();
        if (wasTakenOut)
        {
            await new PlacementHold(cluster, time, reporter).ProveAsync(ns, name, requirement, cancellationToken);
        }

        return TermsWith(set.Spec.Template.Spec, requirement);

        MigrationException Missing() => new(
            $"Expected {target.Target} to pin it to {requirement}, but there is none. If the cluster's CNI goes by another name, set it and run again.");
    }

    /// <summary>Takes our expression out again, and leaves all others.</summary>
    public Task RestoreAsync(string ns, string name, string key, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken) =>
        cluster.DaemonSet(ns, name).RestoreAsync(set => Undo(set, key, chosen), time, reporter, cancellationToken);

    private static Restoration? Undo(V1DaemonSet set, string key, Func<ChangeRecord, bool> chosen)
    {
        if (RecordOf(set, key) is not { } record || !chosen(record))
        {
            return null;
        }

        var removals = Removals(set.Spec.Template.Spec, record).ToList();
        var patch = PatchOf(set, [.. removals, .. RecordOperations(set, key, null)]);
        return removals.Count > 0
            ? new Restoration(patch)
            : new Restoration(patch, $"{Target(set)} no longer asks for {RequirementOf(record)}, which was set here. Its affinity is left as it is.");
    }

    public static ChangeRecord? RecordOf(V1DaemonSet set, string key) => ChangeRecord.Read(
        set.Metadata.Annotations, RecordNames.Placement(key), Target(set));

    /// <summary>All placements on record on a DaemonSet.</summary>
    public static IEnumerable<ChangeRecord> RecordsOf(V1DaemonSet set) =>
        (set.Metadata.Annotations ?? new Dictionary<string, string>()).Keys
            .Where(annotation => annotation.StartsWith(RecordNames.PlacementPrefix, StringComparison.Ordinal))
            .Select(annotation => ChangeRecord.Read(
                set.Metadata.Annotations, annotation, Target(set))!);

    public static int TermsWith(V1PodSpec pods, Requirement requirement) =>
        Requirement.Terms(pods).Count(term => (term.MatchExpressions ?? []).Any(requirement.Is));

    private static Requirement RequirementOf(ChangeRecord record) => new(record.Text("key")!, record.Text("operator")!, record.List("values"));

    private static IEnumerable<JsonObject> Removals(V1PodSpec pods, ChangeRecord record) =>
        PlacementPatch.Remove(pods, RequirementOf(record), record.Text("created") ?? "", record.List("hadIt"));

    private static string Target(V1DaemonSet set) => $"DaemonSet {set.Metadata.NamespaceProperty}/{set.Metadata.Name}";

    private static ChangeRecord NewRecord(string owner, string stage, V1PodSpec pods, Requirement requirement) => new(Kind, owner, stage, new JsonObject
    {
        ["key"] = requirement.Key,
        ["operator"] = requirement.Operator,
        ["values"] = Strings(requirement.Values),
        ["created"] = PlacementPatch.CreatedAt(pods),
        ["hadIt"] = Strings(Requirement.Terms(pods).Where(term => (term.MatchExpressions ?? []).Any(requirement.Is)).Select(requirement.OthersOf)),
    });

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];

    private static IEnumerable<JsonObject> RecordOperations(V1DaemonSet set, string key, ChangeRecord? record)
    {
        var path = "/metadata/annotations/" + RecordNames.Placement(key).Replace("/", "~1", StringComparison.Ordinal);
        if (record is null)
        {
            yield return PlacementPatch.Operation("remove", path);
            yield break;
        }
        if (set.Metadata.Annotations is null)
        {
            yield return PlacementPatch.Operation("add", "/metadata/annotations", new JsonObject());
        }

        yield return PlacementPatch.Operation("add", path, record.ToString());
    }

    private static V1Patch PatchOf(V1DaemonSet read, IEnumerable<JsonObject> operations)
    {
        var guard = PlacementPatch.Operation("replace", "/metadata/resourceVersion", read.Metadata.ResourceVersion);
        return new V1Patch(new JsonArray([guard, .. operations]).ToJsonString(), V1Patch.PatchType.JsonPatch);
    }
}
