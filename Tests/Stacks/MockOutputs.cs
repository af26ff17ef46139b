using System.Collections.Immutable;

namespace CniMigration.Tests.Stacks;

/// <summary>What resources give besides their inputs.</summary>
internal static class MockOutputs
{
    public static ImmutableDictionary<string, object> Of(string type) => type switch
    {
        "eks:index:Cluster" => MockAnswers.Map(
            ("kubeconfigJson", "{}"), ("oidcProviderArn", "arn:aws:iam::1:oidc-provider/oidc.eks"), ("oidcProviderUrl", "https://oidc.eks/id/1")),
        "aws:iam/role:Role" => MockAnswers.Map(("arn", "arn:aws:iam::1:role/mock"), ("name", "mock")),
        "cnimigration:index:ConnectivityCheck" => MockAnswers.Map(("expectedPods", 8d), ("healthyPairs", 64d), ("unhealthyPairs", 0d)),
        "cnimigration:index:NodeLabels" or "cnimigration:index:NodeCordon" => MockAnswers.Map(("nodes", ImmutableArray.Create<object>("n1", "n2", "n3"))),
        "cnimigration:index:RolloutRestart" => MockAnswers.Map(("restartedAt", "2026-01-01T00:00:00Z")),
        "cnimigration:index:WorkloadMove" => MockAnswers.Map(("moved", 7d), ("remaining", 0d)),
        "cnimigration:index:DaemonSetRemoval" => MockAnswers.Map(("removed", true)),
        _ => ImmutableDictionary<string, object>.Empty,
    };
}
