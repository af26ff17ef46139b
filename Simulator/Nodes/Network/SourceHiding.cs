using System.Net;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>Which packets of pods leave their node under the node's own address: what the world outside the VPC sees.</summary>
/// <param name="Interface">The interfaces that they leave by, as iptables has it: a name, or its beginning and a plus.</param>
/// <param name="Except">Where pods are seen by their own address all the same.</param>
internal sealed record SourceHiding(string Interface, IReadOnlyList<IPNetwork> Except)
{
    /// <summary>What iptables takes for all interfaces.</summary>
    public const string AllInterfaces = "+";

    /// <summary>Every pod is seen by its own address everywhere.</summary>
    public static readonly SourceHiding Nothing = new("", []);

    /// <summary>Whether a packet that leaves by an interface hides the pod that it comes from.</summary>
    public bool Hides(string interfaceName, IPAddress destination) => LeavesBy(interfaceName) && !Except.Any(range => range.Contains(destination));

    private bool LeavesBy(string interfaceName) => Interface.EndsWith('+')
        ? interfaceName.StartsWith(Interface[..^1], StringComparison.Ordinal)
        : interfaceName == Interface;
}
