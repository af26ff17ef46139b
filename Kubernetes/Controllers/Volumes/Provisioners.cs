namespace CniMigration.Kubernetes.Controllers.Volumes;

/// <summary>The dynamic provisioners that are modelled: EBS volumes live in one zone, EFS ones everywhere.</summary>
internal static class Provisioners
{
    public const string EbsZone = "topology.ebs.csi.aws.com/zone";

    private const string Ebs = "ebs.csi.aws.com";
    private const string EksAutoEbs = "ebs.csi.eks.amazonaws.com";
    private const string InTreeEbs = "kubernetes.io/aws-ebs";
    private const string Efs = "efs.csi.aws.com";

    public static bool Knows(string provisioner) => provisioner is Ebs or InTreeEbs or EksAutoEbs or Efs;

    public static bool IsZonal(string provisioner) => provisioner is Ebs or InTreeEbs or EksAutoEbs;

    /// <summary>The CSI driver that serves a provisioner's volumes; the in-tree one was migrated.</summary>
    public static string DriverOf(string provisioner) => provisioner == InTreeEbs ? Ebs : provisioner;
}
