using System.Text.Json.Nodes;
using CniMigration.Rehearsal.View;

namespace CniMigration.Tests.Rehearsal.View;

public sealed class JsonReportTests
{
    [Test]
    public void The_document_has_the_documented_shape()
    {
        const string Shape = """
            {"result":"ok","error":null,"ups":[{"requested":"install-cilium","effective":"install-cilium","preview":false,"converged":false,
            "operations":{"create":3,"update":1,"delete":1,"same":3},"gate":{"expectedPods":8,"healthyPairs":64,"unhealthyPairs":0},
            "pods":{"total":30,"awsCni":13,"cilium":9,"hostNetwork":8,"pending":2},"nodes":{"old":3,"cilium":3,"ready":5},
            "budgetViolations":0,"belowReplicasPodSeconds":7.4,"nodesWithoutCni":0,"nodesWithTwoCnis":0,"podsWithoutPolicies":0,
            "nodesWithoutProxy":0,"nodesWithTwoProxies":0,"lostHostPorts":0,"simulatedSeconds":312,"plans":[],
            "warnings":["The node group batch runs Kubernetes 1.32, the cluster 1.33."]}]}
            """;
        var document = JsonNode.Parse(JsonReport.Write([Samples.InstallCilium], null));
        Assert.That(JsonNode.DeepEquals(document, JsonNode.Parse(Shape)), Is.True, document!.ToJsonString());
    }

    [Test]
    public void A_failure_is_told_in_words()
    {
        var document = JsonNode.Parse(JsonReport.Write([Samples.Failed], "it failed"))!;
        Assert.That((string?)document["result"], Is.EqualTo("failed"));
        Assert.That((string?)document["error"], Is.EqualTo("it failed"));
        Assert.That((bool)document["ups"]![0]!["converged"]!, Is.False);
    }
}
