using System.Collections.Immutable;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Observation;

namespace CniMigration.Tests.Rehearsal.View;

/// <summary>Runs as a walk gives them.</summary>
internal static class Samples
{
    public static UpResult InstallCilium => Up("install-cilium", "install-cilium",
    [
        Component("root", null),
        Step("ledger", "cnimigration:index:Ledger", "root", Operation.Update, 2) with { Changed = ["stage"] },
        Component("cilium", "root"),
        Step("cilium-operator-role", "aws:iam/role:Role", "cilium", Operation.Create, 1),
        Step("cilium-release", "kubernetes:helm.sh/v3:Release", "cilium", Operation.Create, 6),
        Step("cilium-old", "kubernetes:core/v1:ConfigMap", "cilium", Operation.Same, 0),
        Component("goldpinger", "root"),
        Step("goldpinger-account", "kubernetes:core/v1:ServiceAccount", "goldpinger", Operation.Same, 0),
        Step("goldpinger-service", "kubernetes:core/v1:Service", "goldpinger", Operation.Same, 0),
        Component("gate", "root"),
        Step("gate-mesh", "cnimigration:index:ConnectivityCheck", "gate", Operation.Create, 210),
        Step("pause", "cnimigration:index:DeploymentPause", "root", Operation.Delete, 3),
    ]) with
    {
        Gate = new GateCounts(8, 64, 0),
        SimulatedSeconds = 312,
        BelowReplicasPodSeconds = 7.4,
        Warnings = ["The node group batch runs Kubernetes 1.32, the cluster 1.33."],
        Cluster = Cluster(awsCni: 13, cilium: 9, pending: 2),
    };

    public static UpResult Converged =>
        Up("install-cilium", "install-cilium", [Component("root", null), Step("ledger", "cnimigration:index:Ledger", "root", Operation.Same, 0)]) with
        {
            Gate = new GateCounts(8, 64, 0),
            SimulatedSeconds = 12,
            Cluster = Cluster(awsCni: 0, cilium: 22, pending: 0),
        };

    public static UpResult Failed
    {
        get
        {
            var failure = new EngineException(
                "2 of 64 pairs are unhealthy: expected every pod to reach every other. Look at the security groups, then run again.");
            var up = Up("add-cilium-nodes", "install-cilium",
            [
                Component("root", null),
                Component("gate", "root"),
                Step("gate-mesh", "cnimigration:index:ConnectivityCheck", "gate", Operation.Create, 300) with { Failure = failure },
                Step("node-group", "eks:index:ManagedNodeGroup", "root", Operation.Update, 70) with { Changed = ["scalingConfig"] },
            ]);
            return up with
            {
                Run = up.Run with { Failure = failure },
                Gate = new GateCounts(8, 62, 2),
                BudgetViolations = 1,
                SimulatedSeconds = 55,
                Cluster = Cluster(awsCni: 20, cilium: 0, pending: 3),
            };
        }
    }

    public static UpResult Preview => InstallCilium with
    {
        Preview = true,
        Plans =
        [
            """
            Plan of the move to cilium: 2 pods of 1 workload, 1 blocker, at most 35.5 min
              wave 2: Deployment shop/storefront, 2 pods, surge (its new pods are Ready before the old ones end), at most 25.5 min
              blocked: shop/cart: no controller creates it again. To do: set evictBarePods to let it be deleted for good, or give it a controller
              room for cpu: 1.5 needed, 5.3 free
            """,
        ],
    };

    private static UpResult Up(string requested, string effective, StepReport[] steps)
    {
        var changes = steps.Any(step => step.Custom && step.Operation != Operation.Same);
        return new UpResult
        {
            Requested = requested,
            Cluster = Cluster(0, 0, 0),
            Run = new RunReport
            {
                Steps = [.. steps],
                Outputs = ImmutableDictionary<string, object?>.Empty
                    .Add("effectiveStage", effective)
                    .Add("converged", !changes)
                    .Add("nextStep", changes
                        ? "When this run began: the stage on record is pin-aws-node; Cilium is not installed [yet]. Run pulumi up again to prove that it is "
                            + "done."
                        : "Nothing is left to do."),
            },
        };
    }

    private static ClusterSnapshot Cluster(int awsCni, int cilium, int pending) =>
        new(new PodCounts(awsCni + cilium + 8, awsCni, cilium, 8, pending), new NodeCounts(3, 3, 5, 1, 0));

    private static StepReport Component(string name, string? parent) =>
        new() { Urn = name, Key = new ResourceKey("cni-migration:index:Part", name), Parent = parent, Custom = false };

    private static StepReport Step(string name, string type, string parent, Operation operation, double seconds) =>
        new() { Urn = name, Key = new ResourceKey(type, name), Parent = parent, Operation = operation, Duration = TimeSpan.FromSeconds(seconds) };
}
