namespace Pulumi.Aws.Eks.Outputs;

[OutputType]
public sealed class GetAddonPodIdentityAssociationResult
{
    private GetAddonPodIdentityAssociationResult()
    {
    }

    public readonly string RoleArn = null!;
    public readonly string ServiceAccount = null!;
}
