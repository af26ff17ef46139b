using System.Net;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class AdmissionTests : ApiServerFixture
{
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
    public async Task A_namespace_goes_with_the_last_of_its_finalizers()
    {
        await Post("/api/v1/namespaces", """{"metadata":{"name":"going"}}""");
        await Delete("/api/v1/namespaces/going");
        var (_, going) = await Get("/api/v1/namespaces/going");
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
}
