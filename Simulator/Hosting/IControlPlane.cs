using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Simulator.Nodes;

namespace CniMigration.Simulator.Hosting;

/// <summary>An API server and the controllers that belong to it, whoever wrote them. Nodes, cloud and teams are its clients.</summary>
internal interface IControlPlane : IAsyncDisposable
{
    /// <summary>The address of the API server, without a path.</summary>
    string Endpoint { get; }

    /// <summary>The certificate authority of the API server, in PEM.</summary>
    string AuthorityPem { get; }

    /// <summary>The bearer token of whoever migrates.</summary>
    string Token { get; }

    /// <summary>A bearer token of who may do everything.</summary>
    string AdministratorToken { get; }

    /// <summary>Whether it finds out by itself that a node no longer reports.</summary>
    bool NoticesSilence { get; }

    /// <summary>Where every request passes; null where the API server is not ours.</summary>
    RequestGate? Requests { get; }

    /// <summary>A token of another user, with the rights that the cluster's roles give it.</summary>
    string IssueToken(string user, IReadOnlyList<string> groups);

    /// <summary>A client that may do everything.</summary>
    /// <param name="name">Who it is: the manager of the fields that it sets.</param>
    IApiClient Client(string name);

    /// <summary>A client with the rights of whoever migrates.</summary>
    IApiClient MigrationClient(string name);

    /// <summary>The type of a custom resource; null until it is served.</summary>
    ResourceType? FindType(string group, string plural);

    /// <summary>Lets it see the cluster; to be called before the cluster's informers run.</summary>
    void Attach(ClusterContext cluster);

    /// <summary>Starts what acts on objects, now that the informers have seen the whole cluster.</summary>
    Task StartControllersAsync(CancellationToken cancellationToken);
}
