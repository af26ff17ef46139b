using System.Net;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Kubernetes.Api.CustomResources;

/// <summary>A server with definitions to try.</summary>
internal abstract class CustomResourceFixture : ApiServerFixture
{
    protected const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    /// <summary>Defines a namespaced kind with this schema of its spec, and gives the path of its objects.</summary>
    protected async Task<string> Define(string kind, string spec, string more = "")
    {
        var (status, answer) = await Post(Definitions, Definition(kind, spec, more));
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), answer.ToJsonString());
        return $"/apis/example.com/v1/namespaces/default/{kind.ToLowerInvariant()}s";
    }

    protected static string Definition(string kind, string spec, string more = "", string names = "")
    {
        var plural = kind.ToLowerInvariant() + "s";
        return "{\"metadata\":{\"name\":\""
            + plural
            + ".example.com\"},\"spec\":{\"group\":\"example.com\",\"scope\":\"Namespaced\",\"names\":{\"plural\":\""
            + plural
            + "\",\"kind\":\"" + kind + "\"" + names + "},\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":true" + more
            + ",\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\",\"properties\":{\"spec\":"
            + spec
            + ",\"status\":{\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}}}}}]}}";
    }

    protected static string Thing(string name, string spec) => "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":" + spec + "}";

    protected static string[] Causes(JsonNode refusal) =>
        [.. refusal["details"]!["causes"]!.AsArray().Select(cause => $"{cause!["field"]}: {cause["message"]}")];
}
