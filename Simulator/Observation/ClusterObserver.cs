using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Cilium;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Observation;

/// <summary>Watches the cluster from outside and counts what went wrong; nobody has to report anything to it.</summary>
public sealed class ClusterObserver
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private ClusterCache? cache;
    private NodeNetworks? networks;
    private BudgetWatch? budgets;
    private ReplicaWatch? replicas;
    private CniWatch? cnis;
    private PolicyWatch? policies;
    private ServiceWatch? services;
    private HostPortWatch? hostPorts;

    internal ClusterObserver(TimeProvider clock) => this.clock = clock;

    /// <summary>The cluster now; all zeros while there is none.</summary>
    public ClusterSnapshot Snapshot()
    {
        if (cache is not { } present || networks is not { } machines)
        {
            return new ClusterSnapshot(new PodCounts(0, 0, 0, 0, 0), new NodeCounts(0, 0, 0, 0, 0));
        }

        return new ClusterSnapshot(CountPods(present, machines), CountNodes(present, machines));
    }

    /// <summary>Begins to count.</summary>
    public ClusterObservation Begin() => new(this, clock);

    internal int BudgetViolations
    {
        get
        {
            lock (gate)
            {
                return budgets?.Violations ?? 0;
            }
        }
    }

    internal double MissingPodSeconds
    {
        get
        {
            lock (gate)
            {
                return replicas?.MissingPodSeconds(clock.GetUtcNow()) ?? 0;
            }
        }
    }

    internal (int Without, int Two) CniTroubles
    {
        get
        {
            lock (gate)
            {
                cnis?.Observe(clock.GetUtcNow());
                return (cnis?.Without ?? 0, cnis?.Two ?? 0);
            }
        }
    }

    internal (int Without, int Two, int LostHostPorts) ServiceTroubles
    {
        get
        {
            lock (gate)
            {
                services?.Observe(clock.GetUtcNow());
                return (services?.Without ?? 0, services?.Two ?? 0, hostPorts?.Lost ?? 0);
            }
        }
    }

    internal int PodsWithoutPolicies
    {
        get
        {
            lock (gate)
            {
                policies?.ObserveAll();
                return policies?.Without ?? 0;
            }
        }
    }

    /// <summary>Looks at a cluster from its beginning on; to be called before its informers run.</summary>
    internal void Attach(ClusterContext cluster, NodeNetworks machines)
    {
        var seen = cluster.Cache;
        var (budgetWatch, replicaWatch, cniWatch) = (new BudgetWatch(seen), new ReplicaWatch(), new CniWatch(seen, machines));
        var (serviceWatch, hostPortWatch) = (new ServiceWatch(seen, machines), new HostPortWatch(machines));
        var policyWatch = new PolicyWatch(seen, new PolicyEnforcement(seen, cluster.Policies, machines));
        lock (gate)
        {
            (cache, networks, budgets, replicas, cnis) = (seen, machines, budgetWatch, replicaWatch, cniWatch);
            (policies, services, hostPorts) = (policyWatch, serviceWatch, hostPortWatch);
        }

        seen.Pods.Subscribe(change => Locked(() => policyWatch.Observe(change.Latest)));
        cluster.Policies.Subscribe(_ => Locked(policyWatch.ObserveAll));
        seen.Pods.Subscribe(change => Locked(() => budgetWatch.Observe(change)));
        seen.Pods.Subscribe(change => Locked(() =>
        {
            cniWatch.Observe(change.Latest.Spec.NodeName, clock.GetUtcNow());
            serviceWatch.Observe(change.Latest.Spec.NodeName, clock.GetUtcNow());
            hostPortWatch.Observe(change.Latest);
        }));
        seen.Nodes.Subscribe(change => Locked(() =>
        {
            cniWatch.Observe(change.Latest.Name, clock.GetUtcNow());
            serviceWatch.Observe(change.Latest.Name, clock.GetUtcNow());
        }));
        seen.Budgets.Subscribe(_ => Locked(budgetWatch.Refresh));
        seen.Deployments.Subscribe(change => Locked(() => replicaWatch.Observe(change.Latest.Uid,
            change.New is { } now ? (now.Spec.Replicas, now.Status.ReadyReplicas) : null, clock.GetUtcNow())));
        seen.StatefulSets.Subscribe(change => Locked(() => replicaWatch.Observe(change.Latest.Uid,
            change.New is { } now ? (now.Spec.Replicas, now.Status.ReadyReplicas) : null, clock.GetUtcNow())));
    }

    /// <summary>The cluster is gone.</summary>
    internal void Detach()
    {
        lock (gate)
        {
            (cache, networks) = (null, null);
        }
    }

    private static PodCounts CountPods(ClusterCache cache, NodeNetworks networks)
    {
        var pods = cache.Pods.All().Where(pod => pod.IsActive).ToList();
        var givers = pods.Where(pod => !pod.Spec.HostNetwork).ToLookup(pod => networks.Find(pod.Spec.NodeName)?.Find(pod.Uid)?.GivenBy ?? CniKind.None);
        return new PodCounts(pods.Count, givers[CniKind.Source].Count(), givers[CniKind.Cilium].Count(),
            pods.Count(pod => pod.Spec.HostNetwork), pods.Count(pod => pod.Status.Phase == "Pending"));
    }

    private static NodeCounts CountNodes(ClusterCache cache, NodeNetworks networks)
    {
        var nodes = cache.Nodes.All();
        var sides = nodes.ToLookup(node => networks.Find(node.Name)?.InCharge switch
        {
            CniKind.Source => CniKind.Source,
            CniKind.Cilium => CniKind.Cilium,
            _ when node.Spec.Taints.Any(taint => taint.Key == CiliumConfig.DefaultTaintKey) => CniKind.Cilium,
            _ => CniKind.None,
        });
        return new NodeCounts(sides[CniKind.Source].Count(), sides[CniKind.Cilium].Count(), nodes.Count(node => node.IsReady),
            nodes.Count(node => networks.Find(node.Name)?.InCharge == CniKind.None),
            nodes.Count(node => networks.Find(node.Name) is { } machine && machine.AgentRuns(CniKind.Source) && machine.AgentRuns(CniKind.Cilium)));
    }

    private void Locked(Action act)
    {
        lock (gate)
        {
            act();
        }
    }
}
