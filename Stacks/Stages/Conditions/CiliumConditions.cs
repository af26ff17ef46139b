using static CniMigration.Stacks.Stages.Conditions.Wording;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>What has to be proven of Cilium, and of what it needs before it comes.</summary>
internal static class CiliumConditions
{
    public static readonly Condition IssuerIsTrusted = new("IAM trusts the cluster", live => live.IssuerIsTrusted ? null
        : $"IAM has no identity provider for the cluster's issuer {live.OidcIssuer}, so the Cilium operator could not give nodes their network interfaces: "
            + $"add it (eksctl utils associate-iam-oidc-provider --cluster {live.Name} --approve)", TakesSomebody: true);

    public static readonly Condition KeepsOffOldNodes = new("Cilium avoids old nodes", live => live.State switch
    {
        null => NoCluster,
        { Cilium.AvoidsOldNodes: false } => "Cilium does not avoid the old nodes yet",
        { Cilium: { RolledOut: false } cilium } => Unready(cilium),
        _ => null,
    });

    public static readonly Condition FinalPlacement = new("final placement", live => live.State switch
    {
        null => NoCluster,
        { Cilium.Present: false } => "Cilium is not installed",
        { Cilium.AvoidsOldNodes: true } => "Cilium does not have its final placement yet",
        _ => null,
    });

    public static readonly Condition RolledOut = new("Cilium rolled out", live => live.State switch
    {
        null => NoCluster,
        { Cilium: { RolledOut: false } cilium } => Unready(cilium),
        _ => null,
    });

    public static readonly Condition SourcesAllowed = new("pods are seen as before", live =>
        live.Sources is { Allowed: false, Differences: [_, ..] differences }
            ? $"{string.Join("; ", differences)}. If nobody outside minds: pulumi config set allowSourceChange true. If somebody does: masquerade as-aws-node, "
                + "or, where ranges are lost, kubeProxyReplacement, with which Cilium spares as many as there are"
            : null, TakesSomebody: true);
}
