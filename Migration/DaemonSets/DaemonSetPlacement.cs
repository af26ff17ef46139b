using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.DaemonSets;

/// <summary>Narrows where a DaemonSet may run by one expression in every term of its required node affinity.</summary>
internal sealed class DaemonSetPlacement(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public const string Kind = "DaemonSetPlacement";

    /// <summary>Adds the expression and its record in one patch; answers how many terms hold it then.</summary>
    /// <exception cref="GateFailedException">It had been set before, and somebody takes it out as fast as it is set.</exception>
    public async Task<int> ApplyAsync(string owner, string stage, string ns, string name, Requirement requirement, CancellationToken cancellationToken)
    {
        var wasTakenOut = false;
        var terms = await ConflictRetry.RunAsync(Target(ns, name), time, async () =>
        {
            var set = await ReadAsync(ns, name, cancellationToken) ?? throw new MigrationException(
                $"Expected {Target(ns, name)} to pin it to {requirement}, but there is none. " +
                "If the cluster's CNI goes by another name, set it and run again.");
            var pods = set.Spec.Template.Spec;
            var record = RecordOf(set, requirement.Key);
            var operations = new List<JsonObject>();
            if (record is not null && RequirementOf(record) is var earlier && earlier.ToString() != requirement.ToString())
            {
                // The earlier expression has to go first, and a patch of terms that shift under it would have to guess: two patches, each one whole.
                await PatchAsync(set, [.. Removals(pods, record), .. RecordOperations(set, requirement.Key, null)], cancellationToken);
                set = (await ReadAsync(ns, name, cancellationToken))!;
                (pods, record) = (set.Spec.Template.Spec, null);
            }
            operations.AddRange(PlacementPatch.Append(pods, requirement));
            wasTakenOut |= record is not null && operations.Count > 0;
            // Where somebody took all terms away, theirs is what there was before: none.
            if (operations.Count > 0 && (record is null || PlacementPatch.CreatedAt(pods).Length > 0))
            {
                record = NewRecord(owner, stage, pods, requirement);
            }
            else if (record is null || (record.IsOwnedBy(owner, stage) && operations.Count == 0))
            {
                return TermsWith(pods, requirement);
            }

            operations.AddRange(RecordOperations(set, requirement.Key, record.OwnedBy(owner, stage)));
            return TermsWith((await PatchAsync(set, operations, cancellationToken)).Spec.Template.Spec, requirement);
        }, cancellationToken);
        if (wasTakenOut)
        {
            await new PlacementHold(cluster, time, reporter).ProveAsync(ns, name, requirement, cancellationToken);
        }

        return terms;
    }

    /// <summary>Takes our expression out again, and leaves all others.</summary>
    public async Task RestoreAsync(string ns, string name, string key, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        var theirs = await ConflictRetry.RunAsync(Target(ns, name), time, async () =>
        {
            if (await ReadAsync(ns, name, cancellationToken) is not { } set || RecordOf(set, key) is not { } record || !chosen(record))
            {
                return null;
            }

            var requirement = RequirementOf(record);
            var removals = Removals(set.Spec.Template.Spec, record).ToList();
            await PatchAsync(set, [.. removals, .. RecordOperations(set, key, null)], cancellationToken);
            return removals.Count > 0 ? null : $"{Target(ns, name)} no longer asks for {requirement}, which was set here. Its affinity is left as it is.";
        }, cancellationToken);
        if (theirs is not null)
        {
            reporter.Warn(theirs);
        }
    }

    public Task<V1DaemonSet?> ReadAsync(string ns, string name, CancellationToken cancellationToken) =>
        cluster.AppsV1.ReadNamespacedDaemonSetAsync(name, ns, cancellationToken: cancellationToken).OrNullAsync();

    public static ChangeRecord? RecordOf(V1DaemonSet set, string key) => ChangeRecord.Read(
        set.Metadata.Annotations, RecordNames.Placement(key), Target(set.Metadata.NamespaceProperty, set.Metadata.Name));

    /// <summary>All placements on record on a DaemonSet.</summary>
    public static IEnumerable<ChangeRecord> RecordsOf(V1DaemonSet set) =>
        (set.Metadata.Annotations ?? new Dictionary<string, string>()).Keys
            .Where(annotation => annotation.StartsWith(RecordNames.PlacementPrefix, StringComparison.Ordinal))
            .Select(annotation => ChangeRecord.Read(
                set.Metadata.Annotations, annotation, Target(set.Metadata.NamespaceProperty, set.Metadata.Name))!);

    public static int TermsWith(V1PodSpec pods, Requirement requirement) =>
        Requirement.Terms(pods).Count(term => (term.MatchExpressions ?? []).Any(requirement.Is));

    private static Requirement RequirementOf(ChangeRecord record) => new(record.Text("key")!, record.Text("operator")!, record.List("values"));

    private static IEnumerable<JsonObject> Removals(V1PodSpec pods, ChangeRecord record) =>
        PlacementPatch.Remove(pods, RequirementOf(record), record.Text("created") ?? "", record.List("hadIt"));

    private static string Target(string ns, string name) => $"DaemonSet {ns}/{name}";

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

    private Task<V1DaemonSet> PatchAsync(V1DaemonSet read, List<JsonObject> operations, CancellationToken cancellationToken)
    {
        var guard = PlacementPatch.Operation("replace", "/metadata/resourceVersion", read.Metadata.ResourceVersion);
        var body = new JsonArray([guard, .. operations]).ToJsonString();
        return cluster.AppsV1.PatchNamespacedDaemonSetAsync(
            new V1Patch(body, V1Patch.PatchType.JsonPatch), read.Metadata.Name, read.Metadata.NamespaceProperty,
            fieldManager: RecordNames.FieldManager, cancellationToken: cancellationToken);
    }
}
