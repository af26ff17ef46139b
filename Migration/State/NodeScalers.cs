using CniMigration.Migration.Changes;

namespace CniMigration.Migration.State;

/// <summary>Finds what adds and removes nodes on its own: it would undo what a migration does to them.</summary>
internal static class NodeScalers
{
    private const string NameLabel = "app.kubernetes.io/name";
    private static readonly string[] Names = ["karpenter", "cluster-autoscaler", "aws-cluster-autoscaler"];
    private static readonly string[] Images = ["/karpenter/", "/cluster-autoscaler:", "/cluster-autoscaler@"];

    /// <summary>The running ones besides the one that was named, as namespace/name.</summary>
    public static IReadOnlyList<string> Running(IEnumerable<V1Deployment> deployments, string named) =>
        [.. deployments.Where(deployment => deployment.Spec.Replicas is not 0 && IsOne(deployment))
            .Select(deployment => RecordSurvey.Name(deployment.Metadata)).Where(name => name != named).Order(StringComparer.Ordinal)];

    private static bool IsOne(V1Deployment deployment) =>
        (deployment.Metadata.Labels?.TryGetValue(NameLabel, out var name) == true && Names.Contains(name))
        || deployment.Spec.Template.Spec.Containers.Any(container => Images.Any(image => container.Image?.Contains(image, StringComparison.Ordinal) == true));
}
