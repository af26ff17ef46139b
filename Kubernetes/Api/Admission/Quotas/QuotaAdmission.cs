using CniMigration.Kubernetes.Api.Admission.Amounts;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Api.Versions;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Admission.Quotas;

/// <summary>Refuses what exceeds a quota, and keeps the quotas' status up to date with what is admitted.</summary>
internal sealed class QuotaAdmission(ObjectStore store, TypeRegistry types, TimeProvider clock)
{
    private static readonly string[] Required = ["cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory"];

    // Two creates at once must not both take the last place.
    private readonly Lock gate = new();

    /// <summary>Stores what fits. The old version is null where the object is new.</summary>
    public ApiObject? Store(ResourceType type, JsonObject json, JsonObject? old, bool dryRun, Func<ApiObject?> write)
    {
        if (!type.Namespaced || (old is not null && type != ResourceTypes.Services && type != ResourceTypes.PersistentVolumeClaims)
            || json["metadata"].Text("namespace") is not { } @namespace || !QuotasOf(@namespace).Any())
        {
            return write();
        }

        lock (gate)
        {
            var charged = QuotasOf(@namespace).Select(quota => Charge(quota, type, json, old))
                .OfType<(ApiObject Quota, JsonObject Json, ResourceAmounts Used)>().ToList();
            var stored = write();
            foreach (var (quota, status, used) in stored is null || dryRun ? [] : charged)
            {
                Record(quota, status, used);
            }

            return stored;
        }
    }

    private (ApiObject Quota, JsonObject Json, ResourceAmounts Used)? Charge(ApiObject quota, ResourceType type, JsonObject json, JsonObject? old)
    {
        var body = quota.ToJson();
        var hard = ResourceAmounts.Parse(body["spec"]?["hard"]);
        if (!QuotaScopes.Match(body["spec"], type, json))
        {
            return null;
        }

        var wanted = QuotaUsage.Of(type, json, clock.GetUtcNow());
        if (old is not null)
        {
            wanted.Add(QuotaUsage.Of(type, old, clock.GetUtcNow()), factor: -1);
        }

        var concerned = hard.Names.Where(name => wanted.Of(name) > 0).ToList();
        var name = json["metadata"].Text("name") ?? "";
        CheckSpecified(type, json, quota, hard, name);
        if (concerned.Count == 0)
        {
            return null;
        }

        var used = QuotaTotals.Of(body, types.All.Select(served => served.Type).Distinct(), each => store.Snapshot(each).Items.Values, clock.GetUtcNow());
        var over = concerned.Where(each => used.Of(each) + wanted.Of(each) > hard.Of(each)).ToList();
        if (over.Count > 0)
        {
            throw ApiException.Forbidden(
                type, name, $"exceeded quota: {quota.Name}, requested: {wanted.Only(over)}, used: {used.Only(over)}, limited: {hard.Only(over)}");
        }

        used.Add(wanted.Only(concerned));
        return (quota, body, used);
    }

    // A quota on computing resources can only be kept where every container says what it takes of them.
    private static void CheckSpecified(ResourceType type, JsonObject json, ApiObject quota, ResourceAmounts hard, string name)
    {
        if (type != ResourceTypes.Pods)
        {
            return;
        }

        var missing = new List<string>();
        foreach (var resource in hard.Names.Where(Required.Contains))
        {
            var (list, unit) = resource.Split('.') is [var prefix, var rest] ? (prefix, rest) : ("requests", resource);
            var without = json["spec"].Each("containers").Concat(json["spec"].Each("initContainers"))
                .Where(container => container["resources"]?[list]?[unit] is null).Select(container => container.Text("name")).ToList();
            if (without.Count > 0)
            {
                missing.Add($"{resource} for: {string.Join(',', without)}");
            }
        }

        if (missing.Count > 0)
        {
            throw ApiException.Forbidden(type, name, $"failed quota: {quota.Name}: must specify {string.Join("; ", missing)}");
        }
    }

    private void Record(ApiObject quota, JsonObject body, ResourceAmounts used)
    {
        ApiObject? present = quota;
        while (present is not null)
        {
            body = present.ToJson();
            body["status"] = new JsonObject { ["hard"] = body["spec"]?["hard"]?.DeepClone(), ["used"] = used.ToJson() };
            if (store.TryReplace(present, body) is not null)
            {
                return;
            }

            present = store.Find(quota.Type, quota.Key);
        }
    }

    private IEnumerable<ApiObject> QuotasOf(string @namespace) =>
        store.Snapshot(ResourceTypes.ResourceQuotas).Items.Values.Where(quota => quota.Namespace == @namespace);
}
