using System.Net;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api;
using CniMigration.Kubernetes.Api.Subresources;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class SubresourceTests : ApiServerFixture
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

    protected override IPodNetwork Network { get; } = new EchoNetwork();

    [Test]
    public async Task A_scale_shows_and_sets_the_replicas()
    {
        const string Path = "/apis/apps/v1/namespaces/default/deployments";
        await Post(Path, """
            {"metadata":{"name":"scaled"},"spec":{"selector":{"matchLabels":{"app":"a"}},
             "template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"a","image":"b"}]}}}}
            """);

        var (_, scale) = await Patch($"{Path}/scaled/scale", """{"spec":{"replicas":3}}""");
        Assert.That((string?)scale["kind"], Is.EqualTo("Scale"));
        Assert.That((string?)scale["status"]!["selector"], Is.EqualTo("app=a"));

        var (_, deployment) = await Get($"{Path}/scaled");
        Assert.That((int?)deployment["spec"]!["replicas"], Is.EqualTo(3));
        Assert.That((int?)deployment["metadata"]!["generation"], Is.EqualTo(2));
    }

    [Test]
    public async Task A_pod_is_bound_once()
    {
        await Pod("bound", "bound", node: null);
        const string Binding = """{"metadata":{"name":"bound"},"target":{"kind":"Node","name":"n1"}}""";

        Assert.That((await Post($"{Pods}/bound/binding", Binding)).Status, Is.EqualTo(HttpStatusCode.Created));
        var (status, refusal) = await Post($"{Pods}/bound/binding", Binding);

        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)refusal["message"], Does.EndWith("pod bound is already assigned to node \"n1\""));
        Assert.That((string?)(await Get($"{Pods}/bound")).Body["spec"]!["nodeName"], Is.EqualTo("n1"));
    }

    [TestCase("policy/v1")]
    [TestCase("policy/v1beta1")]
    public async Task An_eviction_takes_from_the_budget_and_then_waits_for_it(string version)
    {
        var app = version.Replace('/', '-');
        await Pod(app + "-1", app);
        await Pod(app + "-2", app);
        await Budget(app, app, allowed: 1);

        Assert.That((await Evict(app + "-1", version)).Status, Is.EqualTo(HttpStatusCode.Created));
        var (_, evicted) = await Get($"{Pods}/{app}-1");
        Assert.That((int?)evicted["metadata"]!["deletionGracePeriodSeconds"], Is.EqualTo(30));
        Assert.That(evicted["status"]!["conditions"]!.AsArray().Select(each => (string?)each!["type"]), Does.Contain("DisruptionTarget"));

        var (status, refusal) = await Evict(app + "-2", version);
        Assert.That((int)status, Is.EqualTo(429));
        Assert.That((string?)refusal["message"], Is.EqualTo("Cannot evict pod as it would violate the pod's disruption budget."));
        Assert.That((string?)refusal["details"]!["causes"]![0]!["reason"], Is.EqualTo("DisruptionBudget"));

        var (_, budget) = await Get($"{Budgets}/{app}");
        Assert.That((int?)budget["status"]!["disruptionsAllowed"], Is.Zero);
        Assert.That(budget["status"]!["disruptedPods"]!.AsObject().ContainsKey(app + "-1"), Is.True);
    }

    [Test]
    public async Task Two_budgets_over_one_pod_are_an_error()
    {
        await Pod("twice", "twice");
        await Budget("twice-a", "twice", allowed: 1);
        await Budget("twice-b", "twice", allowed: 1);

        var (status, refusal) = await Evict("twice", "policy/v1");

        Assert.That((int)status, Is.EqualTo(500));
        Assert.That((string?)refusal["message"], Does.StartWith("This pod has more than one PodDisruptionBudget"));
    }

    [Test]
    public async Task A_budget_that_nobody_has_looked_at_yet_asks_to_come_back()
    {
        await Pod("unseen", "unseen");
        await Post(Budgets, """{"metadata":{"name":"unseen"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"unseen"}}}}""");

        var (status, refusal) = await Evict("unseen", "policy/v1");

        Assert.That((int)status, Is.EqualTo(429));
        Assert.That((int?)refusal["details"]!["retryAfterSeconds"], Is.EqualTo(10));
    }

    [Test]
    public async Task A_running_pod_gets_its_grace_and_goes_when_the_kubelet_says_so()
    {
        await Pod("graceful", "graceful");
        await Delete($"{Pods}/graceful");
        Assert.That((await Get($"{Pods}/graceful")).Body["metadata"]!["deletionTimestamp"], Is.Not.Null);

        await Delete($"{Pods}/graceful", """{"gracePeriodSeconds":0}""");

        Assert.That((await Get($"{Pods}/graceful")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_proxy_reaches_pods_and_says_when_it_cannot()
    {
        await Pod("answering", "answering");
        var (_, answer) = await Get($"{Pods}/answering:8080/proxy/check_all?a=b");
        Assert.That((string?)answer["path"], Is.EqualTo("/check_all?a=b"));

        var (status, refusal) = await Get($"{Pods}/answering:81/proxy/");
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((string?)refusal["message"], Is.EqualTo("error trying to reach service: dial tcp 10.0.0.1:81: i/o timeout"));
    }

    [TestCase("log", "GET")]
    [TestCase("exec", "POST")]
    [TestCase("portforward", "POST")]
    public async Task What_containers_cannot_do_here_is_refused_plainly(string subresource, string method)
    {
        if (await Inside.GetAsync(ResourceTypes.Pods, "default", "mute", Cancellation) is null)
        {
            await Pod("mute", "mute");
        }

        var (status, refusal) = await Send(new HttpMethod(method), $"{Pods}/mute/{subresource}", null);

        Assert.That((int)status, Is.EqualTo(501));
        Assert.That((string?)refusal["message"], Does.StartWith("Containers are simulated here"));
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> Evict(string pod, string version) =>
        Post($"{Pods}/{pod}/eviction", $$$"""{"apiVersion":"{{{version}}}","kind":"Eviction","metadata":{"name":"{{{pod}}}"}}""");

    private async Task Pod(string name, string app, string? node = "n1")
    {
        var spec = node is null ? "" : $"\"nodeName\":\"{node}\",";
        var (status, body) = await Post(Pods, $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"app":"{{{app}}}"}},"spec":{{{{spec}}}"containers":[{"name":"a","image":"b"}]}}
            """);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToJsonString());
        if (node is not null)
        {
            await Patch($"{Pods}/{name}/status",
                """{"status":{"phase":"Running","podIP":"10.0.0.1","conditions":[{"type":"Ready","status":"True"}]}}""");
        }
    }

    private async Task Budget(string name, string app, int allowed)
    {
        await Post(Budgets, $$$$"""{"metadata":{"name":"{{{{name}}}}"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"{{{{app}}}}"} } } }""");
        await Patch($"{Budgets}/{name}/status",
            $$$"""{"status":{"observedGeneration":1,"disruptionsAllowed":{{{allowed}}},"currentHealthy":2,"desiredHealthy":1,"expectedPods":2}}""");
    }

    private sealed class EchoNetwork : IPodNetwork
    {
        public Task<PodResponse> SendAsync(PodCall call, CancellationToken cancellationToken) => call.Port == 8080
            ? Task.FromResult(PodResponse.Json($$"""{"path":"{{call.Path}}{{call.Query}}"}"""))
            : throw new PodUnreachableException($"dial tcp 10.0.0.1:{call.Port}: i/o timeout");
    }
}
