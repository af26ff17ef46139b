using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Providers;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Tests.Rehearsal.Providers;

public sealed class AwsTokensTests : CloudTests
{
    [Test]
    public void An_exec_user_gets_the_token_that_aws_would_print()
    {
        var answered = JsonNode.Parse(
            AwsTokens.Answer(Kubeconfig("aws", "--region", "us-west-1", "eks", "get-token", "--cluster-name", ClusterName), Eks.Cloud))!;
        Assert.That((string?)answered["users"]![0]!["user"]!["token"], Is.EqualTo(Cluster.Token));
        Assert.That(answered["users"]![0]!["user"]!["exec"], Is.Null);
        Assert.That((string?)answered["clusters"]![0]!["cluster"]!["server"], Is.EqualTo("https://here"));
    }

    [Test]
    public void A_token_for_an_unknown_cluster_is_refused_as_aws_does() => Assert.That(
        () => AwsTokens.Answer(Kubeconfig("aws", "eks", "get-token", "--cluster-name", "other"), Eks.Cloud), Throws.TypeOf<EksException>());

    [Test]
    public void Any_other_program_is_not_run() => Assert.That(
        () => AwsTokens.Answer(Kubeconfig("gcloud", "login"), Eks.Cloud), Throws.TypeOf<EngineException>().With.Message.Contains("gcloud login"));

    private static string Kubeconfig(string command, params string[] args) => new JsonObject
    {
        ["clusters"] = new JsonArray(new JsonObject { ["name"] = "c", ["cluster"] = new JsonObject { ["server"] = "https://here" } }),
        ["users"] = new JsonArray(new JsonObject
        {
            ["name"] = "u",
            ["user"] = new JsonObject
            {
                ["exec"] = new JsonObject { ["command"] = command, ["args"] = new JsonArray([.. args.Select(arg => JsonValue.Create(arg))]) },
            },
        }),
    }.ToJsonString();
}
