using System.Collections.Immutable;

namespace Pulumi.Eks;

public class VpcCniAddon(string name, VpcCniAddonArgs args, ComponentResourceOptions? options = null)
    : ComponentResource("eks:index:VpcCniAddon", name, args, options, remote: true);

public sealed class VpcCniAddonArgs : ResourceArgs
{
    [Input("addonVersion")] public Input<string>? AddonVersion { get; set; }
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [Input("clusterVersion")] public Input<string>? ClusterVersion { get; set; }
    [Input("cniConfigureRpfilter")] public Input<bool>? CniConfigureRpfilter { get; set; }
    [Input("cniCustomNetworkCfg")] public Input<bool>? CniCustomNetworkCfg { get; set; }
    [Input("cniExternalSnat")] public Input<bool>? CniExternalSnat { get; set; }
    [field: Input("configurationValues")] public InputMap<object> ConfigurationValues { get => field ??= new(); set; }
    [Input("customNetworkConfig")] public Input<bool>? CustomNetworkConfig { get; set; }
    [Input("disableTcpEarlyDemux")] public Input<bool>? DisableTcpEarlyDemux { get; set; }
    [Input("enableNetworkPolicy")] public Input<bool>? EnableNetworkPolicy { get; set; }
    [Input("enablePodEni")] public Input<bool>? EnablePodEni { get; set; }
    [Input("enablePrefixDelegation")] public Input<bool>? EnablePrefixDelegation { get; set; }
    [Input("eniConfigLabelDef")] public Input<string>? EniConfigLabelDef { get; set; }
    [Input("eniMtu")] public Input<int>? EniMtu { get; set; }
    [Input("externalSnat")] public Input<bool>? ExternalSnat { get; set; }
    [Input("logFile")] public Input<string>? LogFile { get; set; }
    [Input("logLevel")] public Input<string>? LogLevel { get; set; }
    [Input("nodePortSupport")] public Input<bool>? NodePortSupport { get; set; }
    [Input("resolveConflictsOnCreate")] public ResolveConflictsOnCreate? ResolveConflictsOnCreate { get; set; }
    [Input("resolveConflictsOnUpdate")] public ResolveConflictsOnUpdate? ResolveConflictsOnUpdate { get; set; }
    [Input("securityContextPrivileged")] public Input<bool>? SecurityContextPrivileged { get; set; }
    [Input("serviceAccountRoleArn")] public Input<string>? ServiceAccountRoleArn { get; set; }
    [field: Input("tags")] public InputList<ImmutableDictionary<string, string>> Tags { get => field ??= new(); set; }
    [Input("vethPrefix")] public Input<string>? VethPrefix { get; set; }
    [Input("warmEniTarget")] public Input<int>? WarmEniTarget { get; set; }
    [Input("warmIpTarget")] public Input<int>? WarmIpTarget { get; set; }
    [Input("warmPrefixTarget")] public Input<int>? WarmPrefixTarget { get; set; }
    public static new VpcCniAddonArgs Empty => new();
}
