namespace Pulumi.Eks.Inputs;

public sealed partial class AccessEntryArgs
{
    // A plain map of inputs: no table of facts has words for that.
    [field: Input("accessPolicies")]
    public Dictionary<string, Input<AccessPolicyAssociationArgs>> AccessPolicies { get => field ??= []; set; }
}
