using CniMigration.Kubernetes.Api.Subresources;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>The pod network as one finds it who knows addresses only.</summary>
internal interface IPodDialer : IPodNetwork
{
    /// <summary>The pod behind an address. Throws a <see cref="PodUnreachableException"/> where nothing answers.</summary>
    ApiObject Dial(string address, int port);
}
