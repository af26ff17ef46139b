using System.Net;
using System.Text;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>The eviction API in its versions, and what it refuses for good.</summary>
internal sealed class EvictionApiTests : MoveFixture
{
    [Test]
    public async Task A_server_of_policy_v1beta1_is_spoken_to_in_its_own_words(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("paced", 2));
        await Cluster.AddAsync(Budget("paced", maxUnavailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: 2);
        var old = new BeforePolicyV1();
        using var client = Cluster.Open(old);

        var result = await new WorkloadMover(client, Cluster.Time).MoveAsync(Make.ToCilium, Cluster.Reporter, cancellationToken);

        Assert.That((result.Evicted, result.Remaining), Is.EqualTo((2, 0)));
        Assert.That(old.Evictions, Is.EqualTo(new[] { "policy/v1beta1", "policy/v1beta1" }));
        Assert.That(old.BudgetsRead, Is.Positive);
    }

    [Test]
    public async Task A_second_budget_that_comes_in_the_middle_is_named_and_the_rest_goes_on(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("paced", 3, maxUnavailable: "1"));
        await Cluster.AddAsync(Make.Deployment("web", 1, app: "web"));
        await Cluster.OpenBothSidesAsync(pods: 4);
        Cluster.Served.Faults = request => request.Subresource == "eviction" && Cluster.Served.Evictions.Count > 1
            ? new(new CniMigration.Kubernetes.Objects.ApiException(
                500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."))
            : null;

        var failed = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Make.ToCilium, cancellationToken));

        Assert.That(failed!.Message, Does.Contain("more than one PodDisruptionBudget").And.Contain("Leave one budget over it"));
        Assert.That(Cluster.Served.Evictions, Has.Count.EqualTo(2), "what cannot succeed is not tried again");
        Assert.That(await NodesAsync("web"), Is.All.StartsWith("cilium"));
    }

    [Test]
    public async Task The_plan_is_confirmed_by_a_dry_run_that_changes_nothing(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("paced", 2));
        await Cluster.OpenBothSidesAsync(pods: 2);
        Cluster.Served.Faults = request => request.Subresource == "eviction"
            ? new(CniMigration.Kubernetes.Objects.ApiException.BadRequest("admission webhook \"guard\" denied the request"))
            : null;

        var plan = await new WorkloadMover(Cluster.Mover, Cluster.Time).PlanAsync(Make.ToCilium, cancellationToken);

        Assert.That(plan.Blockers.Single().Reason, Does.Contain("admission webhook"));
        Assert.That(
            plan.Workloads.Select(w => (w.Method, w.Reason, w.Wave, w.AtMost)),
            Is.EqualTo(new[] { (MoveMethod.Blocked, plan.Blockers.Single().Reason, 0, TimeSpan.Zero) }));
        Cluster.Served.Faults = _ => null;
        Assert.That((await new WorkloadMover(Cluster.Mover, Cluster.Time).PlanAsync(Make.ToCilium, cancellationToken)).Blockers, Is.Empty);
        Assert.That((await Cluster.PodsAsync()).Any(p => p.Metadata.DeletionTimestamp is not null), Is.False);
    }

    [Test]
    public async Task A_budget_that_refuses_at_the_moment_is_a_warning(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("paced", 2));
        await Cluster.AddAsync(Budget("paced", maxUnavailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: 2);
        await Cluster.Client.PolicyV1.PatchNamespacedPodDisruptionBudgetAsync(
            new V1Patch("""{"spec":{"minAvailable":"60%","maxUnavailable":null}}""", V1Patch.PatchType.MergePatch), "paced-1", "team",
            cancellationToken: cancellationToken);
        await Cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch("""{"spec":{"replicas":4}}""", V1Patch.PatchType.MergePatch), "paced", "team", cancellationToken: cancellationToken);
        await Cluster.PodsReadyAsync(4);
        Cluster.Kubelet.IsStuck = pod => pod.Status.Phase == "Pending";
        var gone = (await Cluster.PodsAsync())[0];
        await Cluster.Client.CoreV1.DeleteNamespacedPodAsync(gone.Metadata.Name, "team", cancellationToken: cancellationToken);
        await Cluster.UntilAsync(
            "the budget allows nothing",
            async () => (await Cluster.Client.PolicyV1.ListPodDisruptionBudgetForAllNamespacesAsync()).Items.Single().Status.DisruptionsAllowed == 0);

        var plan = await new WorkloadMover(Cluster.Mover, Cluster.Time).PlanAsync(Make.ToCilium, cancellationToken);

        Assert.That(plan.Blockers, Is.Empty);
        Assert.That(plan.Warnings.Single(), Does.Contain("refuses at this moment"));
    }

    /// <summary>Makes the server look as one of 1.20 does to its clients.</summary>
    private sealed class BeforePolicyV1 : DelegatingHandler
    {
        private readonly List<string> evictions = [];

        public IReadOnlyList<string> Evictions => evictions;

        public int BudgetsRead { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if ($"{path}/".StartsWith("/apis/policy/v1/", StringComparison.Ordinal))
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new StringContent("404 page not found") };
            }

            if (path.StartsWith("/apis/policy/v1beta1/poddisruptionbudgets", StringComparison.Ordinal))
            {
                BudgetsRead++;
                request.RequestUri = new Uri(request.RequestUri.ToString().Replace("/v1beta1/", "/v1/", StringComparison.Ordinal));
            }
            else if (path.EndsWith("/eviction", StringComparison.Ordinal))
            {
                var body = await request.Content!.ReadAsStringAsync(cancellationToken);
                evictions.Add(KubernetesJson.Deserialize<V1Eviction>(body).ApiVersion);
                request.Content = new StringContent(body.Replace("policy/v1beta1", "policy/v1", StringComparison.Ordinal), Encoding.UTF8, "application/json");
            }

            var response = await base.SendAsync(request, cancellationToken);
            if (path.TrimEnd('/') == "/api/v1")
            {
                var found = KubernetesJson.Deserialize<V1APIResourceList>(await response.Content.ReadAsStringAsync(cancellationToken));
                found.Resources.Single(r => r.Name == "pods/eviction").Version = "v1beta1";
                response.Content = new StringContent(KubernetesJson.Serialize(found), Encoding.UTF8, "application/json");
            }

            return response;
        }
    }
}
