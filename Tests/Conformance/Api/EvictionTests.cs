using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class EvictionTests(ServerKind kind) : ConformanceTest(kind)
{
    [Test]
    public async Task An_eviction_of_a_pod_without_a_budget_deletes_it()
    {
        await RunAsync("web");
        (await EvictAsync("web", PolicyVersion)).Gives(201).Has("kind", "Status").Has("status", "Success");
        await UntilAsync($"{Pods}/web", gone => gone.Status == 404);
    }

    [Test]
    public async Task Each_policy_version_that_a_server_has_evicts()
    {
        await RunAsync("a");
        await RunAsync("b");
        await RunAsync("c");
        (await EvictAsync("a", "policy/v1beta1")).Gives(201);
        (await EvictAsync("b", "policy/v1")).Gives(Differs(201, 400, "1.20 has no policy/v1"));
        (await Api.PostAsync($"{Pods}/c/eviction", """{"metadata":{"name":"c"}}""")).Gives(201);
    }

    [Test]
    public async Task A_spent_budget_refuses_with_its_cause()
    {
        await RunAsync("a");
        await RunAsync("b");
        await BudgetAsync("budget", """ "minAvailable":1 """, allowed: 1);
        (await EvictAsync("a", PolicyVersion)).Gives(201);
        var refusal = (await EvictAsync("b", PolicyVersion))
            .Refuses(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
        refusal.Has("details.causes.0.reason", "DisruptionBudget");
        await UntilAsync($"{Budgets}/budget", budget => (int?)budget["status.currentHealthy"] == 1 && (int?)budget["status.disruptionsAllowed"] == 0);
        refusal = (await EvictAsync("b", PolicyVersion)).Refuses(429, "TooManyRequests");
        refusal.Has("details.causes.0.message", "The disruption budget budget needs 1 healthy pods and has 1 currently");
        Assert.That(refusal.RetryAfter, Is.Null);
        (await Api.GetAsync($"{Pods}/b")).Gives(200).Has("metadata.deletionTimestamp", null);
    }

    [Test]
    public async Task A_budget_counts_what_it_gave_until_the_pod_is_seen_to_go()
    {
        await RunAsync("a", """ "kubelet/stays":"true" """);
        await RunAsync("b");
        await BudgetAsync("budget", """ "minAvailable":1 """, allowed: 1);
        (await EvictAsync("a", PolicyVersion)).Gives(201);
        var budget = await UntilAsync($"{Budgets}/budget", answer => (int?)answer["status.disruptionsAllowed"] == 0);
        budget.Has("status.desiredHealthy", 1).Has("status.expectedPods", 2);
        (await EvictAsync("b", PolicyVersion)).Refuses(429, "TooManyRequests");
        (await Api.DeleteAsync($"{Pods}/a", """{"gracePeriodSeconds":0}""")).Gives(200);
    }

    [Test]
    public async Task Two_budgets_over_one_pod_are_an_error()
    {
        await RunAsync("a");
        await BudgetAsync("first", """ "minAvailable":0 """, allowed: 1);
        await BudgetAsync("second", """ "minAvailable":0 """, allowed: 1);
        var refusal = (await EvictAsync("a", PolicyVersion)).Gives(500);
        Assert.That(refusal.Message, Does.Contain("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."));
    }

    [Test]
    public async Task A_dry_run_takes_nothing()
    {
        await RunAsync("a");
        await BudgetAsync("budget", """ "minAvailable":0 """, allowed: 1);
        var body = $$$"""{"apiVersion":"{{{PolicyVersion}}}","kind":"Eviction","metadata":{"name":"a"},"deleteOptions":{"dryRun":["All"]}}""";
        (await Api.PostAsync($"{Pods}/a/eviction", body)).Gives(201);
        (await Api.PostAsync($"{Pods}/a/eviction?dryRun=All", Eviction("a", PolicyVersion))).Gives(201);
        (await Api.GetAsync($"{Pods}/a")).Gives(200).Has("metadata.deletionTimestamp", null);
        (await Api.GetAsync($"{Budgets}/budget")).Has("status.disruptionsAllowed", 1).Has("status.disruptedPods", null);
    }

    [Test]
    public async Task A_dry_run_of_what_the_budget_forbids_is_refused()
    {
        await RunAsync("a");
        await BudgetAsync("budget", """ "minAvailable":1 """, allowed: 0);
        (await Api.PostAsync($"{Pods}/a/eviction?dryRun=All", Eviction("a", PolicyVersion))).Refuses(429, "TooManyRequests");
    }

    [Test]
    public async Task A_pod_that_does_not_run_is_evicted_whatever_its_budget_says()
    {
        (await Api.PostAsync(
            Pods, """{"metadata":{"name":"waiting","labels":{"app":"web"}},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i"}]}}"""))
            .Gives(201);
        await BudgetAsync("budget", """ "minAvailable":1 """, allowed: 0);
        (await EvictAsync("waiting", PolicyVersion)).Gives(201);
    }

    [Test]
    public async Task An_eviction_may_name_the_pod_that_it_means()
    {
        await RunAsync("a");
        var body =
            $$$$"""
            {"apiVersion":"{{{{PolicyVersion}}}}","kind":"Eviction","metadata":{"name":"a"},
            "deleteOptions":{"preconditions":{"uid":"9b0e2a8e-0000-4000-8000-000000000000"}}}
            """;
        (await Api.PostAsync($"{Pods}/a/eviction", body)).Refuses(409, "Conflict");
        (await Api.GetAsync($"{Pods}/a")).Gives(200).Has("metadata.deletionTimestamp", null);
    }

    [Test]
    public async Task A_pod_that_is_not_there_cannot_be_evicted()
    {
        (await EvictAsync("nobody", PolicyVersion)).Refuses(404, "NotFound", "pods \"nobody\" not found");
        await RunAsync("a");
        (await Api.PostAsync($"{Pods}/a/eviction", Eviction("b", PolicyVersion)))
            .Refuses(400, "BadRequest", "name in URL does not match name in Eviction object");
    }

    private static string Eviction(string name, string version) => $$$"""{"apiVersion":"{{{version}}}","kind":"Eviction","metadata":{"name":"{{{name}}}"}}""";

    private Task<Answer> EvictAsync(string name, string version) => Api.PostAsync($"{Pods}/{name}/eviction", Eviction(name, version));

    private async Task RunAsync(string name, string annotations = "")
    {
        (await Api.PostAsync(
            Pods,
            $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"app":"web"},"annotations":{{{{annotations}}}}},"spec":{"nodeName":"somewhere",
            "containers":[{"name":"c","image":"i"}]}}
            """))
            .Gives(201);
        await UntilAsync($"{Pods}/{name}", pod => (string?)pod["status.phase"] == "Running");
    }

    // Pods without a controller count for a budget in numbers of minAvailable only; the expected count of others comes from their controllers.
    private async Task BudgetAsync(string name, string spec, int allowed)
    {
        (await Api.PostAsync(Budgets, $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"selector":{"matchLabels":{"app":"web"}},{{{spec}}}}}""")).Gives(201);
        await UntilAsync($"{Budgets}/{name}", budget => (int?)budget["status.observedGeneration"] == 1 && (int?)budget["status.disruptionsAllowed"] == allowed);
    }
}
