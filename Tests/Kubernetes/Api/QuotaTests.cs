using System.Net;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class QuotaTests : ApiServerFixture
{
    [Test]
    public async Task What_exceeds_a_quota_is_refused_and_what_fits_is_counted()
    {
        await Namespace("counted", """{"pods":"2","requests.cpu":"1","limits.memory":"1Gi","count/configmaps":"1","services.nodeports":"1"}""");
        var pods = "/api/v1/namespaces/counted/pods";
        const string Half = """{"requests":{"cpu":"500m"},"limits":{"memory":"512Mi"}}""";

        Assert.That((await Post(pods, Pod("one", Half))).Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(
            await Used("counted"),
            Is.EqualTo("""{"count/configmaps":"0","limits.memory":"512Mi","pods":"1","requests.cpu":"500m","services.nodeports":"0"}"""));
        var (status, refusal) = await Post(pods, Pod("two", """{"requests":{"cpu":"600m"},"limits":{"memory":"512Mi"}}"""));
        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((string?)refusal["message"], Is.EqualTo(
            "pods \"two\" is forbidden: exceeded quota: quota, requested: requests.cpu=600m, used: requests.cpu=500m, limited: requests.cpu=1"));

        (status, refusal) = await Post(pods, Pod("silent", "{}"));
        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((string?)refusal["message"], Is.EqualTo(
            "pods \"silent\" is forbidden: failed quota: quota: must specify limits.memory for: app; requests.cpu for: app"));

        Assert.That((await Post(pods, Pod("two", Half))).Status, Is.EqualTo(HttpStatusCode.Created));
        (_, refusal) = await Post(pods, Pod("three", Half));
        Assert.That((string?)refusal["message"], Is.EqualTo("pods \"three\" is forbidden: exceeded quota: quota, "
            + "requested: limits.memory=512Mi,pods=1,requests.cpu=500m, used: limits.memory=1Gi,pods=2,requests.cpu=1, limited: "
                + "limits.memory=1Gi,pods=2,requests.cpu=1"));

        await Delete($"{pods}/one");
        Assert.That((await Post(pods, Pod("three", Half))).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Objects_of_any_kind_are_counted_and_a_service_that_grows_is_too()
    {
        await Namespace("kinds", """{"configmaps":"1","count/deployments.apps":"0","services.nodeports":"1"}""");
        await Post("/api/v1/namespaces/kinds/configmaps", """{"metadata":{"name":"a"}}""");

        var (_, configMap) = await Post("/api/v1/namespaces/kinds/configmaps", """{"metadata":{"name":"b"}}""");
        Assert.That((string?)configMap["message"], Does.EndWith("exceeded quota: quota, requested: configmaps=1, used: configmaps=1, limited: configmaps=1"));
        var (_, deployment) = await Post("/apis/apps/v1/namespaces/kinds/deployments", """
            {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
             "spec":{"containers":[{"name":"a","image":"b"}]}}}}
            """);
        Assert.That((string?)deployment["message"], Is.EqualTo("deployments.apps \"d\" is forbidden: exceeded quota: quota, "
            + "requested: count/deployments.apps=1, used: count/deployments.apps=0, limited: count/deployments.apps=0"));
        await Post("/api/v1/namespaces/kinds/services", """{"metadata":{"name":"s"},"spec":{"ports":[{"name":"a","port":80},{"name":"b","port":81}]}}""");
        var (status, service) = await Patch("/api/v1/namespaces/kinds/services/s", """{"spec":{"type":"NodePort"}}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden), service.ToJsonString());
        Assert.That((string?)service["message"], Does.Contain("requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1"));
    }

    [Test]
    public async Task A_quota_with_scopes_is_about_the_pods_within_them()
    {
        await Namespace("scoped", """{"pods":"0"}""", ""","scopes":["BestEffort"]""");

        Assert.That(
            (await Post("/api/v1/namespaces/scoped/pods", Pod("burstable", """{"requests":{"cpu":"1"}}"""))).Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await Post("/api/v1/namespaces/scoped/pods", Pod("best-effort", "{}"))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Two_at_once_never_take_the_last_place_twice()
    {
        await Namespace("raced", """{"pods":"5"}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => Post("/api/v1/namespaces/raced/pods", Pod($"p{index}", "{}"))));

        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(5));
        Assert.That(await Used("raced"), Is.EqualTo("""{"pods":"5"}"""));
    }

    [Test]
    public async Task A_limit_range_fills_in_what_containers_leave_open()
    {
        await Post("/api/v1/namespaces", """{"metadata":{"name":"ranged"}}""");
        await Post("/api/v1/namespaces/ranged/limitranges", """
            {"metadata":{"name":"range"},"spec":{"limits":[{"type":"Container","default":{"cpu":"500m"},"defaultRequest":{"cpu":"100m"},
             "max":{"cpu":"1","memory":"1Gi"},"min":{"cpu":"50m"}}]}}
            """);

        var (_, pod) = await Post("/api/v1/namespaces/ranged/pods", Pod("filled", "{}"));
        Assert.That(pod["spec"]!["containers"]![0]!["resources"]!.ToJsonString(),
            Is.EqualTo("""{"requests":{"cpu":"100m","memory":"1Gi"},"limits":{"cpu":"500m","memory":"1Gi"}}"""));
        Assert.That((string?)pod["metadata"]!["annotations"]!["kubernetes.io/limit-ranger"],
            Is.EqualTo("LimitRanger plugin set: cpu, memory request for container app; cpu, memory limit for container app"));
        Assert.That((string?)pod["status"]!["qosClass"], Is.EqualTo("Burstable"));
        var (status, refusal) = await Post(
            "/api/v1/namespaces/ranged/pods", Pod("greedy", """{"requests":{"cpu":"10m"},"limits":{"cpu":"2","memory":"1Gi"}}"""));
        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((string?)refusal["message"], Is.EqualTo("pods \"greedy\" is forbidden: [minimum cpu usage per Container is 50m, but request is 10m, "
            + "maximum cpu usage per Container is 1, but limit is 2]"));
    }

    private async Task Namespace(string name, string hard, string more = "")
    {
        await Post("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        var (status, quota) = await Post(
            $"/api/v1/namespaces/{name}/resourcequotas", $$$"""{"metadata":{"name":"quota"},"spec":{"hard":{{{hard}}}{{{more}}}}}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), quota.ToJsonString());
    }

    private async Task<string> Used(string name)
    {
        var (_, quota) = await Get($"/api/v1/namespaces/{name}/resourcequotas/quota");
        return quota["status"]!["used"]!.ToJsonString();
    }

    private static string Pod(string name, string resources) =>
        """{"metadata":{"name":"NAME"},"spec":{"containers":[{"name":"app","image":"app:1","resources":RESOURCES}]}}""".Replace(
            "NAME", name, StringComparison.Ordinal)
            .Replace("RESOURCES", resources, StringComparison.Ordinal);
}
