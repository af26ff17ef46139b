namespace Pulumi.Kubernetes.Types.Outputs.Helm.V3;

[OutputType]
public sealed class ReleaseStatus
{
    private ReleaseStatus()
    {
    }

    public readonly string AppVersion = null!;
    public readonly string Chart = null!;
    public readonly string Name = null!;
    public readonly string Namespace = null!;
    public readonly int Revision;
    public readonly string Status = null!;
    public readonly string Version = null!;
}
