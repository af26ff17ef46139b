using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;
using CniMigration.Simulator.Nodes.Goldpinger;

namespace CniMigration.Tests.Simulator.Nodes;

[TestFixture]
[CancelAfter(120_000)]
internal sealed class GoldpingerAtSizeTests
{
    [Test]
    public void Of_a_thousand_pods_that_ask_twenty_others_each_is_asked_and_asks_twenty()
    {
        var all = Enumerable.Range(0, 1000).Select(number => GoldpingerPod.Of(Goldpinger($"goldpinger-{number}"))).ToList();

        var chosen = all.ConvertAll(pod => PeerChoice.Of(pod.Name, all, 20));

        Assert.That(chosen.Select(peers => peers.Distinct().Count()), Is.All.EqualTo(20));
        Assert.That(chosen.SelectMany(peers => peers).Distinct().Count(), Is.EqualTo(1000));
        Assert.That(PeerChoice.Of("goldpinger-1", all, 20), Is.EqualTo(chosen[1]), "the same draw each time");
    }

    [Test]
    public void A_pod_that_comes_or_goes_changes_at_most_one_of_whom_another_asks()
    {
        var all = Enumerable.Range(0, 200).Select(number => GoldpingerPod.Of(Goldpinger($"goldpinger-{number}"))).ToList();
        var before = PeerChoice.Of("goldpinger-7", all, 20);

        Assert.That(before.Except(PeerChoice.Of("goldpinger-7", [.. all.Skip(1)], 20)).Count(), Is.LessThanOrEqualTo(1));
    }

    [TestCase(99, "128Mi", false)]
    [TestCase(505, "128Mi", true)]
    [TestCase(505, "512Mi", false)]
    [TestCase(505, null, false)]
    public void The_answer_of_a_full_mesh_of_505_pods_does_not_fit_into_128_MiB(int pods, string? limit, bool killed) =>
        Assert.That(AnswerCost.DoesNotFit(GoldpingerPod.Of(Goldpinger("a", limit)), (long)pods * pods), Is.EqualTo(killed));

    [TestCase(99, "1s", true)]
    [TestCase(505, "1s", false)]
    [TestCase(505, "3s", true)]
    public void And_is_not_read_in_the_second_that_it_may_take(int pods, string timeout, bool all)
    {
        var asked = GoldpingerPod.Of(Goldpinger("a", limit: null, ("CHECK_TIMEOUT", timeout)));

        Assert.That(AnswerCost.ReadInTime(asked, pods, (long)pods * pods), all ? Is.EqualTo(pods) : Is.LessThan(pods));
    }

    [Test]
    public async Task Told_a_number_of_peers_it_asks_as_many_and_no_more()
    {
        await using var scenario = await MeshAsync(3, limit: null, ("PING_NUMBER", "2"));
        var pods = await scenario.PodsAsync(pod => pod.Namespace == "goldpinger");
        await scenario.UntilAsync("it has pinged", async () => Pings(await scenario.ProxyAsync("goldpinger", pods[0].Name, 8080, "check")).Count == 2);

        var all = await scenario.ProxyAsync("goldpinger", pods[0].Name, 8080, "check_all");

        Assert.That(all["hosts"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(all["responses"]!.AsObject().Select(response => Pings(response.Value!["response"]!).Count), Is.All.EqualTo(2));
    }

    [Test]
    public async Task An_answer_that_does_not_fit_kills_it_and_it_is_started_again()
    {
        await using var scenario = await MeshAsync(2, limit: "30Mi");
        var victim = (await scenario.PodsAsync(pod => pod.Namespace == "goldpinger"))[0];

        Assert.That(
            async () => await scenario.ProxyAsync("goldpinger", victim.Name, 8080, "check_all"),
            Throws.TypeOf<HttpRequestException>().With.Property("StatusCode").EqualTo(HttpStatusCode.ServiceUnavailable));

        await scenario.UntilAsync("it runs again", async () => await ContainerAsync(scenario, victim) is var container
            && (int)container["restartCount"]! == 1 && (bool)container["ready"]!);
        Assert.That((string)(await ContainerAsync(scenario, victim))["lastState"]!["terminated"]!["reason"]!, Is.EqualTo("OOMKilled"));
    }

    private static async Task<JsonNode> ContainerAsync(EksScenario scenario, Pod pod) =>
        (await scenario.Api.GetAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, CancellationToken.None))!.ToJson()["status"]!["containerStatuses"]![0]!;

    private static JsonObject Pings(JsonNode check) => check["podResults"]!.AsObject();

    private static async Task<EksScenario> MeshAsync(int nodes, string? limit, params (string Name, string Value)[] env)
    {
        var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", nodes);
        await scenario.Api.CreateAsync(
            ResourceTypes.Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "goldpinger" } }, CancellationToken.None);
        var labels = new JsonObject { ["app.kubernetes.io/name"] = "goldpinger" };
        await scenario.Api.CreateAsync(ResourceTypes.DaemonSets, "goldpinger", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "goldpinger" },
            ["spec"] = new JsonObject
            {
                ["selector"] = new JsonObject { ["matchLabels"] = labels },
                ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() }, ["spec"] = Spec(limit, env) },
            },
        }, CancellationToken.None);
        await scenario.UntilAllPodsReadyAsync();
        await scenario.UntilAsync("all nodes have one", async () =>
            (await scenario.PodsAsync(pod => pod.Namespace == "goldpinger" && pod.IsReady)).Count == nodes);
        return scenario;
    }

    private static Pod Goldpinger(string name, string? limit = null, params (string Name, string Value)[] env) => new ApiObject
    {
        Type = ResourceTypes.Pods,
        Namespace = "goldpinger",
        Name = name,
        Uid = name,
        ResourceVersion = 1,
        Json = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "goldpinger" },
            ["spec"] = Spec(limit, env),
        }),
    }.As<Pod>();

    private static JsonObject Spec(string? limit, (string Name, string Value)[] env)
    {
        (string Name, string Value)[] told =
            [("LABEL_SELECTOR", "app.kubernetes.io/name=goldpinger"), ("REFRESH_INTERVAL", "5"), ("PORT", "8080"), .. env];
        var container = new JsonObject
        {
            ["name"] = "goldpinger",
            ["image"] = "docker.io/bloomberg/goldpinger:3.10.2",
            ["env"] = new JsonArray([.. told.Select(variable => new JsonObject { ["name"] = variable.Name, ["value"] = variable.Value })]),
        };
        if (limit is not null)
        {
            container["resources"] = new JsonObject { ["limits"] = new JsonObject { ["memory"] = limit } };
        }

        return new JsonObject { ["containers"] = new JsonArray(container) };
    }
}
