using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Gates;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;
using CniMigration.Provider;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Providers.Kubernetes;
using CniMigration.Simulator.Helm;
using CniMigration.Tests.Simulator;
using k8s;
using Pulumi;
using Pulumi.Experimental.Provider;
using EngineLog = CniMigration.Tests.Provider.EngineLog;
using Inputs = System.Collections.Immutable.ImmutableDictionary<string, Pulumi.Experimental.PropertyValue>;
using Values = CniMigration.Tests.Provider.Values;

namespace CniMigration.Tests.Rights;

/// <summary>The operation that a rule is for, and what the refusal says where it is missing.</summary>
internal sealed record NeedingOperation(string Refusal, Func<Operations, CancellationToken, Task> RunAsync);

/// <summary>What whoever migrates does in a cluster: with the project's provider, with Pulumi's Kubernetes provider, and with Helm.</summary>
internal sealed class Operations : IDisposable
{
    private const string Granting = "is attempting to grant RBAC permissions not currently held";

    private static readonly (string, object?)[] Groups = [("oldNodeGroups", new[] { "ng-1" }), ("ciliumNodeGroup", "ng-cilium")];

    private static readonly ConnectivityRequest Mesh = new()
    {
        Namespace = "goldpinger",
        Selector = "app=goldpinger",
        DaemonSet = "goldpinger",
        Deployment = "goldpinger-deploy",
        OldNodeSelector = Seeds.OldNodes,
        CiliumNodeSelector = Seeds.CiliumNodes,
        Timeout = TimeSpan.FromSeconds(1),
    };

    private readonly RightsServer server;
    private readonly CniMigrationProvider plugin = new(new EngineLog(), TimeProvider.System);
    private readonly IKubernetes cluster;
    private readonly ClusterApi api;
    private readonly Waiter waiter = new(TimeProvider.System, new Silence());

    private Operations(RightsServer server)
    {
        this.server = server;
        cluster = ClusterConnection.Open(server.Kubeconfig, TimeProvider.System);
        api = ClusterApi.Connect(server.Kubeconfig);
    }

    /// <summary>An operation for each rule, by the rule's resources and verbs.</summary>
    public static IReadOnlyDictionary<string, NeedingOperation> ByRule { get; } = new Dictionary<string, NeedingOperation>
    {
        ["nodes get,list,watch,patch"] = Cannot("list", "nodes", it => it.LabelAsync),
        ["pods list,watch"] = Cannot("list", "pods", it => it.StateAsync),
        ["pods create,delete"] = Cannot("create", "pods", it => it.FreshPodsAsync),
        ["pods/eviction create"] = Cannot("create", "pods/eviction", it => it.EvictAsync),
        ["pods/proxy get"] = Cannot("get", "pods/proxy", it => it.MeshAsync),
        ["persistentvolumeclaims,persistentvolumes,resourcequotas list"] = Cannot("list", "persistentvolumeclaims", it => it.PlanAsync),
        ["replicasets list,watch"] = Cannot("list", "replicasets", it => it.PlanAsync),
        ["poddisruptionbudgets list,watch"] = Cannot("list", "poddisruptionbudgets", it => it.PlanAsync),
        ["daemonsets,deployments get,list,watch,create,patch,delete"] = Cannot("get", "daemonsets", it => it.StateAsync),
        ["statefulsets get,list,watch,patch"] = Cannot("get", "statefulsets", it => it.RestartAsync),
        ["networkpolicies list"] = Cannot("list", "networkpolicies", it => it.StateAsync),
        ["ciliumnetworkpolicies,ciliumclusterwidenetworkpolicies list"] = Cannot("list", "ciliumnetworkpolicies", it => it.StateAsync),
        ["ciliumendpoints list"] = Cannot("list", "ciliumendpoints", it => it.EndpointsAsync),
        ["ciliumnodes get"] = Cannot("get", "ciliumnodes", it => it.AgentsAsync),
        ["ciliumnodes list"] = Cannot("list", "ciliumnodes", it => it.PlanAsync),
        ["namespaces get,list,watch,create,patch,delete"] = Cannot("patch", "namespaces", it => it.NamespaceAsync),
        ["serviceaccounts,services get,list,watch,create,patch,delete"] = Cannot("patch", "services", it => it.ServiceAsync),
        ["roles,rolebindings get,list,watch,create,patch,delete"] = Cannot("patch", "roles", it => it.RoleAsync),
        ["clusterroles,clusterrolebindings get"] = Cannot("get", "clusterroles", it => it.InstallAsync),
        ["configmaps get,list,create,patch,delete"] = Cannot("get", "configmaps", it => it.LedgerAsync),
        ["secrets get,list,create,update,patch,delete"] = Cannot("list", "secrets", it => it.InstallAsync),
        ["clusterroles create,patch,delete,escalate"] = Cannot("create", "clusterroles", it => it.InstallAsync),
        ["clusterrolebindings create,patch,delete"] = Cannot("create", "clusterrolebindings", it => it.InstallAsync),
        ["clusterroles bind"] = new(Granting, (it, token) => it.InstallAsync(token)),
        ["roles bind,escalate"] = new(Granting, (it, token) => it.WideRoleAsync(token)),
    };

    public static async Task<Operations> StartAsync(RightsServer server, CancellationToken cancellationToken)
    {
        var operations = new Operations(server);
        await operations.plugin.Configure(
            new ConfigureRequest(ImmutableDictionary<string, string>.Empty, Values.Of(("kubeconfig", server.Kubeconfig)), true, true, true, true),
            cancellationToken);
        return operations;
    }

    public void Dispose()
    {
        plugin.Dispose();
        cluster.Dispose();
        api.Dispose();
    }

    private static NeedingOperation Cannot(string verb, string resource, Func<Operations, Func<CancellationToken, Task>> run) =>
        new($"cannot {verb} resource \"{resource}\"", (it, token) => run(it)(token));

    private Task LabelAsync(CancellationToken token) => CreateAsync("NodeLabels", Values.Of(
        ("stage", "pin-aws-node"), ("nodeSelector", Seeds.OldNodes), ("labels", new Dictionary<string, string> { ["cni"] = "aws-cni" })), token);

    private async Task StateAsync(CancellationToken token) =>
        await plugin.Invoke(new InvokeRequest("cnimigration:index:getMigrationState", Values.Of(Groups)), token);

    private async Task PlanAsync(CancellationToken token) =>
        await plugin.Invoke(
            new InvokeRequest(
                "cnimigration:index:planMove",
                Values.Of([.. Groups, ("destination", "cilium"), ("freeAddresses", new Dictionary<string, int> { ["a"] = 10 })])),
            token);

    private Task LedgerAsync(CancellationToken token) => CreateAsync("Ledger", Values.Of(("stage", "baseline")), token);

    private Task RestartAsync(CancellationToken token) => CreateAsync(
        "RolloutRestart", Values.Of(("kind", "StatefulSet"), ("namespace", "default"), ("name", "orders"), ("token", Guid.NewGuid().ToString())), token);

    private async Task EvictAsync(CancellationToken token)
    {
        await Seeds.PlantBarePodAsync(server.Administrator, token);
        await CreateAsync("WorkloadMove", Values.Of(
            ("stage", "migrate"), ("destination", "cilium"), ("oldNodeSelector", Seeds.OldNodes), ("ciliumNodeSelector", Seeds.CiliumNodes),
            ("evictBarePods", true), ("terminationTimeoutSeconds", 1), ("rolloutTimeoutSeconds", 1), ("budgetTimeoutSeconds", 1)), token);
    }

    private async Task MeshAsync(CancellationToken token)
    {
        // A move may have taken these too.
        await Seeds.PlantAsync(server.Administrator, token);
        await new MeshProof(cluster, TimeProvider.System, waiter, Mesh).ProveAsync(token);
    }

    private Task FreshPodsAsync(CancellationToken token) => new FreshPods(cluster, TimeProvider.System, waiter, Mesh).ProveAsync(token);

    private Task EndpointsAsync(CancellationToken token) => new EndpointProof(cluster, waiter, Mesh).ProveAsync(token);

    private async Task AgentsAsync(CancellationToken token) => await new AgentTrouble(cluster).OfAsync(["new-1"], token);

    private Task NamespaceAsync(CancellationToken token) => ApplyAsync("kubernetes:core/v1:Namespace", """{"metadata":{"name":"goldpinger"}}""", token);

    private Task ServiceAsync(CancellationToken token) => ApplyAsync(
        "kubernetes:core/v1:Service", """{"metadata":{"name":"goldpinger","namespace":"goldpinger"},"spec":{"ports":[{"port":8080,"protocol":"TCP"}]}}""",
        token);

    private Task RoleAsync(CancellationToken token) => ApplyAsync("kubernetes:rbac.authorization.k8s.io/v1:Role",
        """{"metadata":{"name":"goldpinger","namespace":"goldpinger"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["list"]}]}""", token);

    // As Cilium's agent has one: it watches what whoever migrates only reads.
    private Task WideRoleAsync(CancellationToken token) => ApplyAsync("kubernetes:rbac.authorization.k8s.io/v1:Role",
        """
        {"metadata":{"name":"cilium-config-agent","namespace":"kube-system"},"rules":[{"apiGroups":[""],"resources":["configmaps"],"verbs":["get",
        "list","watch"]}]}
        """,
        token);

    private async Task InstallAsync(CancellationToken token)
    {
        var administrator = Helm(server.Administrator);
        if (await administrator.FindAsync("cilium", "kube-system", token) is not null)
        {
            await administrator.UninstallAsync("cilium", "kube-system", token);
        }

        foreach (var name in new[] { "cilium", "cilium-operator" })
        {
            await RemoveAsync(ResourceTypes.ClusterRoleBindings, name, token);
            await RemoveAsync(ResourceTypes.ClusterRoles, name, token);
        }

        await Helm(server.Migration).InstallAsync("cilium", "cilium", "1.19.6", "kube-system", EksScenario.CiliumValues(), token);
    }

    private async Task RemoveAsync(CniMigration.Kubernetes.Objects.ResourceType type, string name, CancellationToken token)
    {
        if (await server.Administrator.GetAsync(type, null, name, token) is not null)
        {
            await server.Administrator.DeleteAsync(type, null, name, new CniMigration.Kubernetes.Api.Requests.DeleteOptions(), token);
        }
    }

    private static HelmReleases Helm(IApiClient client) => new(() => client, (_, _) => null, TimeProvider.System);

    private async Task CreateAsync(string resource, Inputs inputs, CancellationToken token)
    {
        var urn = new Urn($"urn:pulumi:dev::cni-migration::cnimigration:index:{resource}::it");
        var check = await plugin.Check(new CheckRequest(urn, [], inputs, []), token);
        Assert.That(check.Failures?.Select(failure => $"{failure.Property}: {failure.Reason}") ?? [], Is.Empty);
        await plugin.Create(new CreateRequest(urn, check.Inputs!.ToImmutableDictionary(), TimeSpan.Zero, false), token);
    }

    private async Task ApplyAsync(string type, string json, CancellationToken token)
    {
        var inputs = JsonNode.Parse(json)!.AsObject();
        var parts = type.Split(':');
        (inputs["apiVersion"], inputs["kind"]) = (parts[1].Replace("core/", "", StringComparison.Ordinal), parts[2]);
        var step = new ResourceStep { Urn = "urn:pulumi:s::p::t::it", Key = new ResourceKey(type, "it"), Inputs = inputs };
        await new KubernetesObjects(api, TimeProvider.System).CreateAsync(step, token);
    }

    private sealed class Silence : IReporter
    {
        public void Report(string value)
        {
        }

        public void Warn(string message)
        {
        }
    }
}
