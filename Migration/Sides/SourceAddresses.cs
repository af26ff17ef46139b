namespace CniMigration.Migration.Sides;

/// <summary>
/// What aws-node does to the address of pods whose packets leave the VPC. Its variables and what they mean: amazon-vpc-cni-k8s,
/// pkg/networkutils/network.go.
/// </summary>
/// <param name="Kept">Whether pods leave with their own address, since something outside the cluster hides them or nothing has to.</param>
/// <param name="KeptTo">Where they leave with their own address all the same, besides the VPC itself.</param>
internal sealed record SourceAddresses(bool Kept, IReadOnlyList<string> KeptTo)
{
    private const string External = "AWS_VPC_K8S_CNI_EXTERNALSNAT";
    private const string Excluded = "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS";

    /// <summary>What a DaemonSet of aws-node says; aws-node's own defaults where there is none.</summary>
    public static SourceAddresses Of(V1DaemonSet? daemonSet)
    {
        var variables = daemonSet?.Spec.Template.Spec.Containers.FirstOrDefault(container => container.Name == AwsNode.Name)?.Env ?? [];
        return new SourceAddresses(
            Value(variables, External) is "true" or "True" or "TRUE" or "1" or "t" or "T",
            [.. Value(variables, Excluded).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
    }

    private static string Value(IEnumerable<V1EnvVar> variables, string name) => variables.LastOrDefault(variable => variable.Name == name)?.Value ?? "";
}
