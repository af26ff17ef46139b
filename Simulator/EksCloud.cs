using System.Collections.Immutable;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Simulator;

/// <summary>AWS as the program's providers see it: one account, one region, at most one EKS cluster.</summary>
public sealed partial class EksCloud
{
    private readonly Lock gate = new();
    private readonly Account account;
    private ImmutableList<CloudCall> calls = [];
    private ClusterHost? host;
    private bool creating;

    internal EksCloud(Account account) => this.account = account;

    /// <summary>The account's number.</summary>
    public string AccountId => account.Number;

    /// <summary>The region.</summary>
    public string Region => account.Region;

    /// <summary>Every request so far that changes something.</summary>
    public IReadOnlyList<CloudCall> Calls => calls;

    /// <summary>The names of all clusters.</summary>
    public IReadOnlyList<string> ListClusters() => host is { } present ? [present.Description.Name] : [];

    /// <summary>A cluster. Fails where there is none of that name.</summary>
    public EksCluster DescribeCluster(string name) => Host(name).Description;

    /// <summary>
    /// A bearer token for another user than the one who created the cluster: it may do what the cluster's roles and bindings give it, and no more.
    /// For <see cref="EksCluster.Kubeconfig"/>. Fails where there is no cluster of that name.
    /// </summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="user">The user's name, as bindings have it.</param>
    /// <param name="groups">The groups it is in, besides system:authenticated.</param>
    public string IssueToken(string cluster, string user, params IEnumerable<string> groups) => Host(cluster).IssueToken(user, groups);

    /// <summary>Creates a cluster and returns when it is ACTIVE, with what EKS and the teams run on it deployed.</summary>
    public async Task<EksCluster> CreateClusterAsync(EksClusterSpec spec, CancellationToken cancellationToken = default)
    {
        Record("CreateCluster", spec.Name);
        lock (gate)
        {
            if (host is not null || creating)
            {
                throw host?.Description.Name == spec.Name
                    ? EksException.InUse($"Cluster already exists with name: {spec.Name}")
                    : EksException.NotModelled("more than one cluster");
            }

            creating = true;
        }

        try
        {
            await Task.Delay(account.Timings.ControlPlane / account.Pace, account.Clock, cancellationToken);
            host = await ClusterHost.StartAsync(account, spec, cancellationToken);
            return host.Description;
        }
        finally
        {
            creating = false;
        }
    }

    /// <summary>Deletes a cluster; it must have no node groups any more.</summary>
    public async Task DeleteClusterAsync(string name, CancellationToken cancellationToken = default)
    {
        Record("DeleteCluster", name);
        cancellationToken.ThrowIfCancellationRequested();
        var present = Host(name);
        if (present.NodeGroups.Names.Count > 0)
        {
            throw EksException.InUse("Cluster has nodegroups attached");
        }

        host = null;
        account.Observer.Detach();
        account.Faults.Detach();
        await present.DisposeAsync();
    }

    /// <summary>An add-on that EKS manages; null where there is none of that name.</summary>
    public EksAddon? DescribeAddon(string cluster, string name) => Host(cluster).AddOns.Find(name);

    /// <summary>Lets EKS manage an add-on from now on; it reverts what others edit of it.</summary>
    public Task<EksAddon> CreateAddonAsync(string cluster, string name, string version, string? configurationValues = null,
        CancellationToken cancellationToken = default)
    {
        Record("CreateAddon", name);
        return Host(cluster).AddOns.CreateAsync(name, version, configurationValues, cancellationToken);
    }

    /// <summary>Ends the management of an add-on; what it deployed goes too, unless it is preserved.</summary>
    public Task DeleteAddonAsync(string cluster, string name, bool preserve, CancellationToken cancellationToken = default)
    {
        Record("DeleteAddon", name);
        return Host(cluster).AddOns.DeleteAsync(name, preserve, cancellationToken);
    }

    /// <summary>Where every request to the cluster passes.</summary>
    internal RequestGate Requests => (host ?? throw EksException.NotFound("cluster")).Requests
        ?? throw EksException.NotModelled("requests to a control plane from outside");

    internal IApiClient HelmClient => (host ?? throw EksException.NotFound("cluster")).Helm;

    internal ResourceType? FindType(string group, string plural) => host?.FindType(group, plural);

    internal async ValueTask ShutDownAsync()
    {
        if (Interlocked.Exchange(ref host, null) is { } present)
        {
            account.Observer.Detach();
            account.Faults.Detach();
            await present.DisposeAsync();
        }
    }

    private ClusterHost Host(string name) => host is { } present && present.Description.Name == name
        ? present
        : throw EksException.NotFound($"cluster found for name: {name}.");

    private void Record(string operation, string target) =>
        ImmutableInterlocked.Update(ref calls, known => known.Add(new CloudCall(operation, target, account.Clock.GetUtcNow())));
}
