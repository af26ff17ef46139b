using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>Deletes a pod if its disruption budget allows it.</summary>
internal sealed class EvictionSubresource(ApiCore core)
{
    private const string Violates = "Cannot evict pod as it would violate the pod's disruption budget.";
    private const int MostUnconfirmed = 2000;
    private const int StillProcessing = 10;

    private static readonly WriteContext BudgetWriter = new("kube-apiserver", "status");

    public ApiObject Evict(string @namespace, string name, JsonObject eviction, bool dryRun)
    {
        var options = Options(eviction["deleteOptions"]);
        dryRun |= eviction["deleteOptions"]?["dryRun"] is JsonArray { Count: > 0 };
        var item = core.Get(ResourceTypes.Pods, @namespace, name);
        if (options.Uid is { } uid && uid != item.Uid)
        {
            throw ApiException.Conflict(ResourceTypes.Pods, name,
                $"Precondition failed: UID in precondition: {uid}, UID in object meta: {item.Uid}");
        }

        var pod = item.As<Pod>();
        if (!IgnoresBudget(pod) && BudgetOf(item) is { } budget && !IsSafeWhileUnhealthy(pod, budget.As<PodDisruptionBudget>()))
        {
            Take(budget, item, dryRun);
        }

        if (dryRun)
        {
            return item;
        }

        MarkDisrupted(item);
        return core.Delete(ResourceTypes.Pods, @namespace, name, options with { Uid = item.Uid }).Object;
    }

    private static bool IgnoresBudget(Pod pod) =>
        pod.Status.Phase is "Succeeded" or "Failed" or "Pending" || pod.Metadata.DeletionTimestamp is not null;

    // A pod that is not ready counts for nothing in its budget, so that taking it away cannot violate it while the others are healthy.
    private static bool IsSafeWhileUnhealthy(Pod pod, PodDisruptionBudget budget) =>
        !pod.Status.Conditions.IsTrue("Ready")
        && (budget.Spec.UnhealthyPodEvictionPolicy == "AlwaysAllow"
            || (budget.Status.CurrentHealthy >= budget.Status.DesiredHealthy && budget.Status.DesiredHealthy > 0));

    private ApiObject? BudgetOf(ApiObject pod)
    {
        var budgets = core.Store.Snapshot(ResourceTypes.PodDisruptionBudgets).Items.Values
            .Where(budget => budget.Namespace == pod.Namespace && budget.As<PodDisruptionBudget>().Spec.Selector?.Matches(pod.Labels) == true)
            .ToList();
        return budgets.Count > 1
            ? throw new ApiException(500, "InternalError",
                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.")
            : budgets.FirstOrDefault();
    }

    private void Take(ApiObject budget, ApiObject pod, bool dryRun) =>
        core.Change(ResourceTypes.PodDisruptionBudgets, budget.Namespace, budget.Name, present => Taken(present, pod), BudgetWriter with { DryRun = dryRun });

    private JsonObject Taken(ApiObject present, ApiObject pod)
    {
        var budget = present.As<PodDisruptionBudget>();
        if (budget.Status.ObservedGeneration < budget.Metadata.Generation)
        {
            throw Refused($"The disruption budget {present.Name} is still being processed by the server.", StillProcessing);
        }

        if (budget.Status.DisruptionsAllowed < 0)
        {
            throw ApiException.Forbidden(ResourceTypes.PodDisruptionBudgets, present.Name, "pdb disruptions allowed is negative");
        }

        if (budget.Status.DisruptedPods.Count > MostUnconfirmed)
        {
            throw ApiException.Forbidden(ResourceTypes.PodDisruptionBudgets, present.Name,
                "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        }

        if (budget.Status.DisruptionsAllowed == 0)
        {
            throw Refused($"The disruption budget {present.Name} needs {budget.Status.DesiredHealthy} healthy pods and has "
                + $"{budget.Status.CurrentHealthy} currently", null);
        }

        var json = present.ToJson();
        var status = json.Section("status");
        status["disruptionsAllowed"] = budget.Status.DisruptionsAllowed - 1;
        status.Section("disruptedPods")[pod.Name] = ObjectMetadata.Timestamp(core.Clock.GetUtcNow());
        return json;
    }

    private void MarkDisrupted(ApiObject pod) => core.Change(ResourceTypes.Pods, pod.Namespace, pod.Name, present =>
    {
        var json = present.ToJson();
        var status = json.Section("status");
        if (status["conditions"] is not JsonArray conditions)
        {
            status["conditions"] = conditions = [];
        }

        if (conditions.All(condition => condition.Text("type") != "DisruptionTarget"))
        {
            conditions.Add((JsonNode)new JsonObject
            {
                ["type"] = "DisruptionTarget",
                ["status"] = "True",
                ["reason"] = "EvictionByEvictionAPI",
                ["message"] = "Eviction API: evicting",
                ["lastTransitionTime"] = ObjectMetadata.Timestamp(core.Clock.GetUtcNow()),
            });
        }

        return json;
    }, BudgetWriter);

    private static DeleteOptions Options(JsonNode? json) => new(
        json.Number("gracePeriodSeconds"),
        json.Text("propagationPolicy"),
        json?["preconditions"].Text("uid"),
        json?["preconditions"].Text("resourceVersion"));

    private static ApiException Refused(string cause, int? retryAfterSeconds) => new(429, "TooManyRequests", Violates, new JsonObject
    {
        ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = cause }),
    }, retryAfterSeconds);
}
