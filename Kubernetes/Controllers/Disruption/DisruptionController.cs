using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Disruption;

/// <summary>Keeps every budget's status: how many of its pods may be disrupted now.</summary>
internal sealed class DisruptionController : Controller
{
    /// <summary>A pod whose eviction was granted but that is still there after this long counts again.</summary>
    private static readonly TimeSpan DeletionTimeout = TimeSpan.FromMinutes(2);

    public DisruptionController(ControllerContext context)
        : base(context)
    {
        Cache.Budgets.Subscribe(change => Queue.Add(change.Latest.Key));
        Cache.Pods.Subscribe(PodChanged);
        Cache.Deployments.Subscribe(change => ScaleChanged(change.Old?.Spec.Replicas, change.New?.Spec.Replicas, change.Latest));
        Cache.ReplicaSets.Subscribe(change => ScaleChanged(change.Old?.Spec.Replicas, change.New?.Spec.Replicas, change.Latest));
        Cache.StatefulSets.Subscribe(change => ScaleChanged(change.Old?.Spec.Replicas, change.New?.Spec.Replicas, change.Latest));
    }

    public override string Name => "disruption-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (Cache.Budgets.Find(key) is not { } budget)
        {
            return;
        }

        var pods = budget.Spec.Selector is { } selector
            ? Cache.PodsByNamespace[budget.Namespace].Where(pod => selector.Matches(pod.Metadata.Labels)).ToList()
            : [];
        if (pods.Count == 0)
        {
            Context.Events.Normal(budget, "controllermanager", "NoPods", "No matching pods found");
        }

        if (!TryExpect(budget, pods, out var expected, out var problem))
        {
            Context.Events.Warning(
                budget, "controllermanager", "CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {problem}");
            await FailSafeAsync(budget, problem, cancellationToken);
            return;
        }
        var disrupted = Disrupted(budget, pods);
        var healthy = pods.Count(pod => !pod.IsDeleting && !disrupted.ContainsKey(pod.Name) && pod.IsReady);
        var desired = BudgetArithmetic.DesiredHealthy(budget.Spec, expected);
        var allowed = BudgetArithmetic.DisruptionsAllowed(healthy, desired, expected);
        await Context.UpdateStatusAsync(budget, status =>
        {
            status["observedGeneration"] = budget.Metadata.Generation;
            status["currentHealthy"] = healthy;
            status["desiredHealthy"] = desired;
            status["expectedPods"] = expected;
            status["disruptionsAllowed"] = allowed;
            if (disrupted.Count == 0)
            {
                status.Remove("disruptedPods");
            }
            else
            {
                status["disruptedPods"] = Times(disrupted);
            }

            WriteCondition(status, budget, allowed > 0 ? "True" : "False", allowed > 0 ? "SufficientPods" : "InsufficientPods", "");
        }, cancellationToken);
    }

    private static JsonObject Times(Dictionary<string, DateTimeOffset> disrupted) =>
        new(disrupted.Select(item => KeyValuePair.Create<string, JsonNode?>(item.Key, item.Value.Timestamp())));

    private void WriteCondition(JsonObject status, PodDisruptionBudget budget, string value, string reason, string message)
    {
        status.SetCondition(Context.Now, "DisruptionAllowed", value, reason, message);
        var condition = status.List("conditions").OfType<JsonObject>().First(item => (string?)item["type"] == "DisruptionAllowed");
        condition["observedGeneration"] = budget.Metadata.Generation;
    }

    private async Task FailSafeAsync(PodDisruptionBudget budget, string problem, CancellationToken cancellationToken) =>
        await Context.UpdateStatusAsync(budget, status =>
        {
            status["disruptionsAllowed"] = 0;
            WriteCondition(status, budget, "False", "SyncFailed", problem);
        }, cancellationToken);

    private bool TryExpect(PodDisruptionBudget budget, List<Pod> pods, out int expected, out string problem)
    {
        problem = "";
        expected = pods.Count;
        if (!BudgetArithmetic.NeedsScale(budget.Spec))
        {
            return true;
        }

        Dictionary<string, int> scales = [];
        foreach (var pod in pods)
        {
            if (pod.Metadata.Controller is not { } owner)
            {
                continue;
            }

            if (scales.ContainsKey(owner.Uid))
            {
                continue;
            }

            if (ScaleOf(pod.Namespace, owner) is not { } scale)
            {
                problem = $"found no controllers for pod \"{pod.Name}\"";
                return false;
            }
            scales[scale.Uid] = scale.Replicas;
            if (owner.Uid != scale.Uid)
            {
                scales.TryAdd(owner.Uid, 0);
            }
        }
        expected = scales.Values.Sum();
        return true;
    }

    /// <summary>What the controller asks for; a Deployment speaks for its ReplicaSets.</summary>
    private (string Uid, int Replicas)? ScaleOf(string @namespace, OwnerReference owner)
    {
        switch (owner.Kind)
        {
            case "ReplicaSet" when Cache.ReplicaSets.Find(@namespace, owner.Name) is { } set && set.Uid == owner.Uid:
                if (set.Metadata.Controller is not { Kind: "Deployment" } above)
                {
                    return (set.Uid, set.Spec.Replicas);
                }

                return Cache.Deployments.Find(@namespace, above.Name) is { } deployment && deployment.Uid == above.Uid
                    ? (deployment.Uid, deployment.Spec.Replicas)
                    : null;
            case "StatefulSet" when Cache.StatefulSets.Find(@namespace, owner.Name) is { } set && set.Uid == owner.Uid:
                return (set.Uid, set.Spec.Replicas);
            default:
                return null;
        }
    }

    private Dictionary<string, DateTimeOffset> Disrupted(PodDisruptionBudget budget, List<Pod> pods)
    {
        var now = Context.Now;
        Dictionary<string, DateTimeOffset> kept = [];
        foreach (var (name, at) in budget.Status.DisruptedPods)
        {
            if (pods.Find(pod => pod.Name == name) is not { IsDeleting: false } pod)
            {
                continue;
            }

            var left = at + DeletionTimeout - now;
            if (left <= TimeSpan.Zero)
            {
                Context.Events.Warning(pod, "controllermanager", "NotDeleted", $"Pod was expected by PDB {budget.Key} to be deleted but it wasn't");
                continue;
            }
            kept[name] = at;
            Queue.AddAfter(budget.Key, left);
        }
        return kept;
    }

    private void PodChanged(Change<Pod> change)
    {
        foreach (var budget in Cache.BudgetsByNamespace[change.Latest.Namespace])
        {
            if (Covers(budget, change.New) || Covers(budget, change.Old))
            {
                Queue.Add(budget.Key);
            }
        }
    }

    private void ScaleChanged(int? before, int? after, Resource workload)
    {
        if (before == after)
        {
            return;
        }

        foreach (var budget in Cache.BudgetsByNamespace[workload.Namespace])
        {
            Queue.Add(budget.Key);
        }
    }

    private static bool Covers(PodDisruptionBudget budget, Pod? pod) => pod is not null && budget.Spec.Selector?.Matches(pod.Metadata.Labels) == true;
}
