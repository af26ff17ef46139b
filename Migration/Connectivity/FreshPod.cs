using CniMigration.Migration.Records;

namespace CniMigration.Migration.Connectivity;

/// <summary>
/// A pod that starts on one node, cordoned or not and whatever its owner tainted it with, asks for nothing, and ends by itself if nobody deletes it.
/// </summary>
internal static class FreshPod
{
    private const string OfKubernetes = "node.kubernetes.io/";

    internal static V1Pod On(V1Node node, V1DaemonSet goldpinger, ConnectivityRequest request, string label)
    {
        var template = goldpinger.Spec.Template.Spec;
        var own = request.FreshPodImage is null ? template.Containers[0] : null;
        return new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta { GenerateName = $"{RecordNames.Ledger}-fresh-", Labels = new Dictionary<string, string> { [label] = "true" } },
            Spec = new V1PodSpec
            {
                Affinity = OnlyOn(node.Metadata.Name),
                Tolerations =
                [
                    new V1Toleration { Key = NodeFacts.UnschedulableTaint, OperatorProperty = "Exists", Effect = "NoSchedule" },
                    .. TheirTaints(node),
                ],
                ServiceAccountName = own is null ? null : template.ServiceAccountName,
                AutomountServiceAccountToken = own is not null,
                RestartPolicy = "Never",
                TerminationGracePeriodSeconds = 0,
                ActiveDeadlineSeconds = (long)(request.Timeout * 2).TotalSeconds,
                SecurityContext = new V1PodSecurityContext
                {
                    RunAsNonRoot = true,
                    RunAsUser = 65532,
                    SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
                },
                Containers =
                [
                    new V1Container
                    {
                        Name = "fresh",
                        Image = request.FreshPodImage ?? own!.Image,
                        Env = own?.Env,
                        SecurityContext = new V1SecurityContext
                        {
                            AllowPrivilegeEscalation = false,
                            ReadOnlyRootFilesystem = true,
                            Capabilities = new V1Capabilities { Drop = ["ALL"] },
                        },
                    },
                ],
            },
        };
    }

    /// <summary>Those that say what a node is for. Those that say it is not well, or that no CNI serves it yet, are for the proof to run into.</summary>
    private static IEnumerable<V1Toleration> TheirTaints(V1Node node) => (node.Spec?.Taints ?? [])
        .Where(taint => !taint.Key.StartsWith(OfKubernetes, StringComparison.Ordinal) && taint.Key != NodeFacts.AgentNotReadyTaint)
        .Select(taint => new V1Toleration { Key = taint.Key, OperatorProperty = "Exists", Effect = taint.Effect });

    private static V1Affinity OnlyOn(string node) => new()
    {
        NodeAffinity = new V1NodeAffinity
        {
            RequiredDuringSchedulingIgnoredDuringExecution = new V1NodeSelector
            {
                NodeSelectorTerms =
                [
                    new V1NodeSelectorTerm
                    {
                        MatchFields = [new V1NodeSelectorRequirement { Key = "metadata.name", OperatorProperty = "In", Values = [node] }],
                    },
                ],
            },
        },
    };
}
