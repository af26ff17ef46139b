using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance;

/// <summary>
/// A room of cases, each of which runs against the embedded server and against a real control plane, and must see the same. Where the two
/// may differ, <see cref="Differs{T}"/> says why.
/// </summary>
[TestFixture(ServerKind.Embedded)]
[TestFixture(ServerKind.Kubernetes)]
internal abstract class ConformanceTest(ServerKind kind)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    private readonly List<string> nodes = [];
    private ConformanceCluster cluster = null!;
    private int failuresBefore;

    protected ApiClient Api => cluster.Api;

    protected Kubeconfig Kubeconfig => cluster.Kubeconfig;

    /// <summary>A namespace of this case's own.</summary>
    protected string Namespace { get; private set; } = "";

    protected string Pods => Core("pods");

    protected string ConfigMaps => Core("configmaps");

    protected string Deployments => Apps("deployments");

    protected string ReplicaSets => Apps("replicasets");

    protected string DaemonSets => Apps("daemonsets");

    protected string StatefulSets => Apps("statefulsets");

    protected string Jobs => $"/apis/batch/v1/namespaces/{Namespace}/jobs";

    /// <summary>The newest version of the policy API that the server has.</summary>
    protected string PolicyVersion => Differs("policy/v1", "policy/v1beta1", "1.20 has no policy/v1");

    protected string Budgets => $"/apis/{PolicyVersion}/namespaces/{Namespace}/poddisruptionbudgets";

    [OneTimeSetUp]
    public async Task TakeServer() => cluster = await ConformanceServers.TakeAsync(kind);

    [OneTimeTearDown]
    public void GiveServerBack()
    {
        if (cluster is not null)
        {
            ConformanceServers.GiveBack(cluster);
        }
    }

    [SetUp]
    public async Task CreateNamespace()
    {
        failuresBefore = cluster.Failures.Count;
        Namespace = cluster.NextNamespace();
        (await Api.PostAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{Namespace}}}"}}""")).Gives(201);
        await UntilAsync(() => Api.PostAsync(Core("pods?dryRun=All"), """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"c"}]}}"""),
            admitted => admitted.Status == 201); // Pods are admitted only when the server has seen their account, and with 1.20 its token too.
    }

    [TearDown]
    public async Task LeaveNothing()
    {
        (await Api.DeleteAsync($"/api/v1/namespaces/{Namespace}")).Gives(200);
        foreach (var node in nodes)
        {
            (await Api.DeleteAsync($"/api/v1/nodes/{node}")).Gives(200);
        }

        nodes.Clear();
        Assert.That(cluster.Failures.Skip(failuresBefore), Is.Empty);
    }

    /// <summary>What to expect where the two servers may differ.</summary>
    /// <param name="embedded">Of the embedded server.</param>
    /// <param name="kubernetes">Of Kubernetes 1.20.</param>
    /// <param name="because">Why that is right.</param>
    protected T Differs<T>(T embedded, T kubernetes, string because)
    {
        Assert.That(because, Is.Not.Empty);
        return kind == ServerKind.Embedded ? embedded : kubernetes;
    }

    protected string Core(string plural) => $"/api/v1/namespaces/{Namespace}/{plural}";

    protected string Apps(string plural) => $"/apis/apps/v1/namespaces/{Namespace}/{plural}";

    /// <summary>A node that is Ready and has no taints, and is labelled with the case's namespace.</summary>
    protected async Task<string> NodeAsync(string name, string labels = "{}", string cpu = "4", int pods = 50)
    {
        var full = $"{Namespace}-{name}";
        var all = (JsonObject)JsonNode.Parse(labels)!;
        all["case"] = Namespace;
        all["kubernetes.io/hostname"] = full;
        (await Api.PostAsync("/api/v1/nodes", $$$"""{"metadata":{"name":"{{{full}}}","labels":{{{all.ToJsonString()}}}}}""")).Gives(201);
        nodes.Add(full);
        var amounts = $$"""{"cpu":"{{cpu}}","memory":"8Gi","pods":"{{pods}}"}""";
        (await Api.PatchAsync($"/api/v1/nodes/{full}/status", $$$"""{"status":{"capacity":{{{amounts}}},"allocatable":{{{amounts}}}}}""")).Gives(200);
        await ConditionAsync(full, "Ready", "True");
        await UntilAsync($"/api/v1/nodes/{full}", node => node["spec.taints"] is null);
        return full;
    }

    protected async Task ConditionAsync(string node, string type, string status) => (await Api.PatchAsync($"/api/v1/nodes/{node}/status",
        $$$"""{"status":{"conditions":[{"type":"{{{type}}}","status":"{{{status}}}","reason":"Test","message":"set by the test"}]}}""",
        ApiClient.StrategicMerge)).Gives(200);

    /// <summary>Reads until what is there is as it should be.</summary>
    protected Task<Answer> UntilAsync(string path, Func<Answer, bool> condition) => UntilAsync(() => Api.GetAsync(path), condition);

    /// <summary>Asks until the answer is as it should be.</summary>
    protected static async Task<Answer> UntilAsync(Func<Task<Answer>> ask, Func<Answer, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var answer = await ask();
        while (!condition(answer))
        {
            if (patience.IsCancellationRequested)
            {
                throw new AssertionException($"It did not come about within {Patience}. The last answer: {answer}");
            }

            await Task.Delay(Between, TimeProvider.System, TestContext.CurrentContext.CancellationToken);
            answer = await ask();
        }

        return answer;
    }
}
