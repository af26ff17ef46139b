using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Controllers;

internal sealed class BudgetTests(ServerKind kind) : ConformanceTest(kind)
{
    private string Budget => $"{Budgets}/budget";

    [SetUp]
    public Task CreateNode() => NodeAsync("a");

    [TestCase(3, """ "minAvailable":2 """, 2, 1)]
    [TestCase(3, """ "minAvailable":3 """, 3, 0)]
    [TestCase(3, """ "minAvailable":5 """, 5, 0)]
    [TestCase(3, """ "minAvailable":0 """, 0, 3)]
    [TestCase(3, """ "minAvailable":"50%" """, 2, 1)]
    [TestCase(7, """ "minAvailable":"50%" """, 4, 3)]
    [TestCase(3, """ "minAvailable":"100%" """, 3, 0)]
    [TestCase(3, """ "maxUnavailable":1 """, 2, 1)]
    [TestCase(3, """ "maxUnavailable":0 """, 3, 0)]
    [TestCase(3, """ "maxUnavailable":5 """, 0, 3)]
    [TestCase(3, """ "maxUnavailable":"50%" """, 1, 2)]
    [TestCase(7, """ "maxUnavailable":"30%" """, 4, 3)]
    [TestCase(3, """ "maxUnavailable":"0%" """, 3, 0)]
    public async Task What_may_be_disrupted_follows_from_what_there_is(int replicas, string spec, int desired, int allowed)
    {
        await DeployAsync(replicas);
        await CreateAsync(spec);
        var budget = await UntilAsync(Budget, answer => (int?)answer["status.currentHealthy"] == replicas);
        budget
            .Has("status.expectedPods", replicas)
            .Has("status.desiredHealthy", desired)
            .Has("status.disruptionsAllowed", allowed)
            .Has("status.observedGeneration", 1);
    }

    [Test]
    public async Task What_is_not_ready_is_not_healthy()
    {
        await DeployAsync(3);
        await CreateAsync(""" "minAvailable":2 """);
        await UntilAsync(Budget, answer => (int?)answer["status.disruptionsAllowed"] == 1);
        var pod = (await Api.GetAsync(Pods)).Names.First();
        (await Api.PatchAsync($"{Pods}/{pod}/status", """{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", ApiClient.StrategicMerge))
            .Gives(200);
        (await UntilAsync(Budget, answer => (int?)answer["status.currentHealthy"] == 2)).Has("status.disruptionsAllowed", 0);
        (await Api.PatchAsync($"{Pods}/{pod}/status", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", ApiClient.StrategicMerge)).Gives(200);
        await UntilAsync(Budget, answer => (int?)answer["status.disruptionsAllowed"] == 1);
    }

    [Test]
    public async Task A_change_of_its_spec_counts_anew()
    {
        await DeployAsync(3);
        await CreateAsync(""" "minAvailable":3 """);
        await UntilAsync(Budget, answer => (int?)answer["status.currentHealthy"] == 3);
        (await Api.PatchAsync(Budget, """{"spec":{"minAvailable":1}}""")).Gives(200).Has("metadata.generation", 2);
        (await UntilAsync(Budget, answer => (int?)answer["status.observedGeneration"] == 2)).Has("status.disruptionsAllowed", 2);
    }

    [Test]
    public async Task Both_bounds_at_once_are_invalid() =>
        (await Api.PostAsync(
            Budgets, """{"metadata":{"name":"budget"},"spec":{"minAvailable":1,"maxUnavailable":1,"selector":{"matchLabels":{"app":"web"}}}}"""))
            .Refuses(422, "Invalid", "minAvailable and maxUnavailable cannot be both set");

    [Test]
    public async Task A_share_over_all_is_invalid() =>
        (await Api.PostAsync(Budgets, """{"metadata":{"name":"budget"},"spec":{"minAvailable":"101%","selector":{"matchLabels":{"app":"web"}}}}"""))
            .Refuses(422, "Invalid", "must not be greater than 100%");

    [Test]
    public async Task A_drained_deployment_comes_through_one_pod_at_a_time()
    {
        await DeployAsync(2);
        await CreateAsync(""" "maxUnavailable":1 """);
        await UntilAsync(Budget, answer => (int?)answer["status.disruptionsAllowed"] == 1);
        var before = (await Api.GetAsync(Pods)).Items.Select(pod => (string)pod["metadata"]!["name"]!).ToArray();
        foreach (var pod in before)
        {
            var eviction = $$$"""{"apiVersion":"{{{PolicyVersion}}}","kind":"Eviction","metadata":{"name":"{{{pod}}}"}}""";
            await UntilEvictedAsync(pod, eviction);
        }

        await UntilAsync(Pods, pods => pods.Items.Count(IsReady) == 2 && !pods.Names.Intersect(before).Any());
        await UntilAsync(Budget, answer => (int?)answer["status.disruptionsAllowed"] == 1 && answer["status.disruptedPods"] is null or JsonObject { Count: 0 });
    }

    private async Task UntilEvictedAsync(string pod, string eviction)
    {
        while ((await Api.PostAsync($"{Pods}/{pod}/eviction", eviction)) is var answer && answer.Status != 201)
        {
            answer.Refuses(429, "TooManyRequests");
            await UntilAsync(Budget, budget => (int?)budget["status.disruptionsAllowed"] > 0);
        }
    }

    private static bool IsReady(JsonNode pod) =>
        pod["status"]!["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True") == true;

    private async Task DeployAsync(int replicas)
    {
        (await Api.PostAsync(Deployments, $$$$$"""
            {"metadata":{"name":"web"},"spec":{"replicas":{{{{{replicas}}}}},"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """)).Gives(201);
        await UntilAsync($"{Deployments}/web", web => (int?)web["status.availableReplicas"] == replicas);
    }

    private async Task CreateAsync(string spec) =>
        (await Api.PostAsync(Budgets, $$$"""{"metadata":{"name":"budget"},"spec":{"selector":{"matchLabels":{"app":"web"}},{{{spec}}}}}""")).Gives(201);
}
