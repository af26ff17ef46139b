using System.Net;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class AdmissionTests : ApiServerFixture
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Test]
    public async Task A_pod_gets_what_every_pod_has()
    {
        var (_, pod) = await Post("/api/v1/namespaces/default/pods", """
            {"metadata":{"name":"plain"},"spec":{"priorityClassName":"system-node-critical","containers":[{"name":"a","image":"b:1",
             "resources":{"limits":{"cpu":"1","memory":"1Gi"}},"readinessProbe":{"httpGet":{"port":80}}}]}}
            """);

        var spec = pod["spec"]!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)spec["restartPolicy"], Is.EqualTo("Always"));
            Assert.That((string?)spec["dnsPolicy"], Is.EqualTo("ClusterFirst"));
            Assert.That((int?)spec["terminationGracePeriodSeconds"], Is.EqualTo(30));
            Assert.That((string?)spec["schedulerName"], Is.EqualTo("default-scheduler"));
            Assert.That((int?)spec["priority"], Is.EqualTo(2_000_001_000));
            Assert.That(spec["tolerations"]!.AsArray().Select(each => (int?)each!["tolerationSeconds"]), Is.EqualTo(new int?[] { 300, 300 }));
            Assert.That((string?)spec["containers"]![0]!["imagePullPolicy"], Is.EqualTo("IfNotPresent"));
            Assert.That((string?)spec["containers"]![0]!["resources"]!["requests"]!["cpu"], Is.EqualTo("1"));
            Assert.That((int?)spec["containers"]![0]!["readinessProbe"]!["failureThreshold"], Is.EqualTo(3));
            Assert.That((string?)pod["status"]!["phase"], Is.EqualTo("Pending"));
            Assert.That((string?)pod["status"]!["qosClass"], Is.EqualTo("Guaranteed"));
        });
    }

    [Test]
    public async Task A_service_gets_an_address_that_stays()
    {
        var (_, service) = await Post("/api/v1/namespaces/default/services", """{"metadata":{"name":"a"},"spec":{"type":"NodePort","ports":[{"port":80}]}}""");
        var address = (string)service["spec"]!["clusterIP"]!;
        Assert.That(address, Does.StartWith("10.100."));
        Assert.That((int?)service["spec"]!["ports"]![0]!["nodePort"], Is.InRange(30000, 32767));

        var (status, refusal) = await Patch("/api/v1/namespaces/default/services/a", """{"spec":{"clusterIP":"10.100.9.9"}}""");
        Assert.That((int)status, Is.EqualTo(422));
        Assert.That((string?)refusal["message"], Does.Contain("may not change once set"));
    }

    [Test]
    public async Task A_deployment_gets_its_strategy()
    {
        var (_, deployment) = await Post(Deployments, Deployment("defaults", "a"));

        var spec = deployment["spec"]!;
        Assert.That(spec["strategy"]!["rollingUpdate"]!.ToJsonString(), Is.EqualTo("""{"maxUnavailable":"25%","maxSurge":"25%"}"""));
        Assert.That((int?)spec["progressDeadlineSeconds"], Is.EqualTo(600));
        Assert.That((int?)spec["revisionHistoryLimit"], Is.EqualTo(10));
    }

    [Test]
    public async Task A_selector_must_fit_the_template_and_never_changes()
    {
        var (status, refusal) = await Post(Deployments, Deployment("misfit", "other"));
        Assert.That((int)status, Is.EqualTo(422));
        Assert.That((string?)refusal["message"], Is.EqualTo("Deployment.apps \"misfit\" is invalid: spec.template.metadata.labels: Invalid value: "
            + "map[string]string{\"app\":\"other\"}: `selector` does not match template `labels`"));
        Assert.That((string?)refusal["details"]!["causes"]![0]!["field"], Is.EqualTo("spec.template.metadata.labels"));

        await Post(Deployments, Deployment("fixed", "a"));
        var (immutable, problem) = await Patch($"{Deployments}/fixed",
            """{"spec":{"selector":{"matchLabels":{"more":"x"}},"template":{"metadata":{"labels":{"more":"x"}}}}}""");
        Assert.That((int)immutable, Is.EqualTo(422));
        Assert.That((string?)problem["message"], Does.Contain("field is immutable"));
    }

    [TestCase("Bad_Name", "a lowercase RFC 1123 subdomain")]
    [TestCase("", "name or generateName is required")]
    public async Task A_bad_name_is_refused(string name, string expected)
    {
        var (status, refusal) = await Post("/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"{{{name}}}"}}""");

        Assert.That((int)status, Is.EqualTo(422));
        Assert.That((string?)refusal["message"], Does.Contain(expected));
    }

    [Test]
    public async Task A_value_of_the_wrong_kind_is_a_bad_request()
    {
        var (status, refusal) = await Post("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"a"},"data":{"a":1}}""");

        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)refusal["message"], Does.Contain("json: cannot unmarshal number into Go struct field ConfigMap.data.a of type string"));
    }

    [Test]
    public async Task A_field_that_the_type_does_not_have_falls_away_or_is_refused_where_that_is_asked_for()
    {
        const string Body = """{"metadata":{"name":"extra","color":"red"},"data":{"a":"1"}}""";
        var (strict, refusal) = await Post("/api/v1/namespaces/default/configmaps?fieldValidation=Strict", Body);
        Assert.That(strict, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)refusal["message"], Does.EndWith("strict decoding error: unknown field \"metadata.color\""));

        var (_, stored) = await Post("/api/v1/namespaces/default/configmaps", Body);
        Assert.That(stored["metadata"]!["color"], Is.Null);
    }

    [Test]
    public async Task A_namespace_that_is_going_takes_nothing_new()
    {
        await Post("/api/v1/namespaces", """{"metadata":{"name":"going"}}""");
        await Delete("/api/v1/namespaces/going");
        var (_, going) = await Get("/api/v1/namespaces/going");
        Assert.That((string?)going["status"]!["phase"], Is.EqualTo("Terminating"));

        var (status, refusal) = await Post("/api/v1/namespaces/going/configmaps", """{"metadata":{"name":"a"}}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((string?)refusal["details"]!["causes"]![0]!["reason"], Is.EqualTo("NamespaceTerminating"));

        going["spec"]!["finalizers"] = new JsonArray();
        await Put("/api/v1/namespaces/going/finalize", going.ToJsonString());
        Assert.That((await Get("/api/v1/namespaces/going")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_custom_resource_is_served_as_soon_as_it_is_defined()
    {
        await Post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"metadata":{"name":"things.example.com"},"spec":{"group":"example.com","scope":"Namespaced",
             "names":{"plural":"things","kind":"Thing","shortNames":["th"]},
             "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
               "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}},
               "additionalPrinterColumns":[{"name":"Size","type":"integer","jsonPath":".spec.size"}]}]}}
            """);

        var (created, _) = await Post("/apis/example.com/v1/namespaces/default/things", """{"metadata":{"name":"one"},"spec":{"size":3}}""");
        Assert.That(created, Is.EqualTo(HttpStatusCode.Created));
        var (_, resources) = await Get("/apis/example.com/v1");
        Assert.That(resources["resources"]!.AsArray().Select(each => (string?)each!["name"]), Is.EqualTo(new[] { "things", "things/status" }));
        var (strategic, _) = await Patch("/apis/example.com/v1/namespaces/default/things/one", "{}", "application/strategic-merge-patch+json");
        Assert.That(strategic, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    private static string Deployment(string name, string app) => $$$"""
        {"metadata":{"name":"{{{name}}}"},"spec":{"selector":{"matchLabels":{"app":"a"}},
         "template":{"metadata":{"labels":{"app":"{{{app}}}"}},"spec":{"containers":[{"name":"a","image":"b"}] } } } }
        """;
}
