using System.Net;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>What a starting agent makes of the configuration's masquerading in ENI mode, or why it ends itself over it.</summary>
internal static class CiliumMasquerading
{
    // As seen on AWS by several who report it; cilium/cilium#42531 says when. Where in the agent it comes from is not modelled.
    private const string NoInterfaces =
        "panic: Egress masquerading interfaces cannot be empty when IP masquerading is enabled with IPAM mode other than ClusterPool or Kubernetes";

    // The checks of daemon/cmd/daemon.go, "BPF masquerade requires ...", end the agent with these words.
    private const string AgentNeedsBpf =
        "level=fatal msg=\"BPF ip-masq-agent requires (--enable-ipv4-masquerade=\\\"true\\\" or --enable-ipv6-masquerade=\\\"true\\\") "
        + "and --enable-bpf-masquerade=\\\"true\\\"\"";

    private const string BpfNeedsMasquerade =
        "level=fatal msg=\"BPF masquerade requires (--enable-ipv4-masquerade=\\\"true\\\" or --enable-ipv6-masquerade=\\\"true\\\")\"";

    private const string BpfNeedsNodePort = "level=fatal msg=\"BPF masquerade requires NodePort (--enable-node-port=\\\"true\\\")\"";

    // pkg/ipam/crd.go, autoDetectIPv4NativeRoutingCIDR.
    private const string NotNative = "level=fatal msg=\"None of the VPC CIDRs contains the specified native routing CIDR\"";

    private static readonly char[] Separators = [' ', ','];

    /// <summary>What it hides from then on. Throws a <see cref="ContainerCrashException"/> where the agent would end itself.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="vpc">The ranges of the VPC, the primary one first.</param>
    /// <param name="agentRanges">What the ip-masq-agent's own configuration lists.</param>
    public static SourceHiding Start(CiliumConfig config, IReadOnlyList<string> vpc, IReadOnlyList<string> agentRanges)
    {
        if (config.MasqueradesByBpf)
        {
            Refuse(!config.Masquerades, BpfNeedsMasquerade);
            Refuse(!config.ReplacesKubeProxy, BpfNeedsNodePort);
        }

        Refuse(config.HasMasqueradeAgent && !config.MasqueradesByBpf, AgentNeedsBpf);
        if (config.NativeRoutingRange is { } native && !vpc.Any(range => Coalesce(IPNetwork.Parse(native), IPNetwork.Parse(range))))
        {
            throw new ContainerCrashException(1, NotNative);
        }

        if (!config.Masquerades)
        {
            return SourceHiding.Nothing;
        }

        // Without a range of its own an agent takes the VPC's primary one alone: autoDetectIPv4NativeRoutingCIDR, again.
        var except = IPNetwork.Parse(config.NativeRoutingRange ?? vpc[0]);
        if (config.MasqueradesByBpf)
        {
            return new SourceHiding(SourceHiding.AllInterfaces, [.. config.HasMasqueradeAgent ? agentRanges.Select(IPNetwork.Parse) : [except]]);
        }

        return config.MasqueradeInterfaces.Split(Separators, StringSplitOptions.RemoveEmptyEntries) switch
        {
            [] => throw new ContainerCrashException(2, NoInterfaces),
            [var one] => new SourceHiding(one, [except]),

            // Several are joined into one -o, which no interface has for its name: cilium/cilium#39515.
            _ => SourceHiding.Nothing,
        };
    }

    private static bool Coalesce(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static void Refuse(bool wrong, string lastWords)
    {
        if (wrong)
        {
            throw new ContainerCrashException(1, lastWords);
        }
    }
}
