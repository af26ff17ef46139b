using System.Net;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class SubresourceTests : ApiServerFixture
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

    protected override IPodNetwork Network { get; } = new EchoNetwork();

    [Test]
    public async Task An_evicted_pod_says_why_it_goes_and_its_budget_that_it_gave_one_up()
    {
        await Pod("spare", "app");
        await Pod("other", "app");
        await Budget("budget", "app", allowed: 1);

        Assert.That((await Evict("spare", "policy/v1")).Status, Is.EqualTo(HttpStatusCode.Created));

        var (_, evicted) = await Get($"{Pods}/spare");
        Assert.That((int?)evicted["metadata"]!["deletionGracePeriodSeconds"], Is.EqualTo(30));
        Assert.That(evicted["status"]!["conditions"]!.AsArray().Select(each => (string?)each!["type"]), Does.Contain("DisruptionTarget"));
        var (_, budget) = await Get($"{Budgets}/budget");
        Assert.That((int?)budget["status"]!["disruptionsAllowed"], Is.Zero);
        Assert.That(budget["status"]!["disruptedPods"]!.AsObject().ContainsKey("spare"), Is.True);
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

    private async Task Pod(string name, string app)
    {
        var (status, body) = await Post(Pods, $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"app":"{{{app}}}"}},"spec":{"nodeName":"n1","containers":[{"name":"a","image":"b"}]}}
            """);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToJsonString());
        await Patch($"{Pods}/{name}/status", """{"status":{"phase":"Running","podIP":"10.0.0.1","conditions":[{"type":"Ready","status":"True"}]}}""");
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
