using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Controllers;

internal sealed class JobTests(ServerKind kind) : ConformanceTest(kind)
{
    private string Work => $"{Jobs}/work";

    [SetUp]
    public Task CreateNode() => NodeAsync("a");

    [Test]
    public async Task It_is_complete_when_its_pod_succeeded()
    {
        await CreateAsync("Succeeded");
        var done = await UntilAsync(Work, job => (string?)job["status.conditions.0.type"] is not null);
        done.Has("status.succeeded", 1).Has("status.active", null).Has("status.failed", null);
        Assert.That(Complete(done), Is.True);
        Assert.That(done["status.completionTime"], Is.Not.Null);
        Assert.That((await Api.GetAsync(Pods)).Items.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task It_runs_until_all_completions_are_there_so_many_at_once()
    {
        await CreateAsync("Succeeded", """ "completions":4,"parallelism":2, """);
        var done = await UntilAsync(Work, Complete);
        done.Has("status.succeeded", 4);
    }

    [Test]
    public async Task It_runs_as_many_at_once_as_it_may()
    {
        await CreateAsync("Running", """ "completions":5,"parallelism":2, """);
        await UntilAsync(Work, job => (int?)job["status.active"] == 2);
        Assert.That((await Api.GetAsync(Pods)).Items.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task It_fails_when_it_has_failed_too_often()
    {
        await CreateAsync("Failed", """ "backoffLimit":0, """);
        var failed = await UntilAsync(
            Work,
            job => job["status.conditions"]
                ?.AsArray()
                .Any(condition => (string?)condition!["type"] == "Failed" && (string?)condition["status"] == "True") == true);
        Assert.That(
            failed["status.conditions"]!.AsArray().Last(condition => (string?)condition!["type"] == "Failed")!["reason"]!.GetValue<string>(),
            Is.EqualTo("BackoffLimitExceeded"));
        failed.Has("status.failed", 1).Has("status.succeeded", null);
    }

    [Test]
    public async Task Its_selector_and_template_never_change()
    {
        await CreateAsync("Running");
        await UntilAsync(Work, job => (int?)job["status.active"] == 1);
        (await Api.PatchAsync(Work, """{"spec":{"template":{"metadata":{"annotations":{"x":"2"}}}}}""")).Refuses(422, "Invalid", "field is immutable");
        (await Api.PatchAsync(Work, """{"spec":{"parallelism":0}}""")).Gives(200);
        await UntilAsync(Work, job => job["status.active"] is null);
    }

    [Test]
    public async Task A_job_labels_its_pods_so_that_it_finds_them_again()
    {
        await CreateAsync("Running");
        var job = await Api.GetAsync(Work);
        var uid = Differs("batch.kubernetes.io/controller-uid", "controller-uid", "the label got a prefix in 1.27");
        Assert.That((string?)job["spec.selector.matchLabels"]![uid], Is.EqualTo(job.Uid));
        var pods = await UntilAsync(Pods, list => list.Items.Any());
        pods.Has("items.0.metadata.labels.job-name", "work").Has("items.0.metadata.labels.controller-uid", job.Uid);
        pods.Has("items.0.metadata.ownerReferences.0.kind", "Job");
    }

    private static bool Complete(Clients.Answer job) =>
        job["status.conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Complete" && (string?)condition["status"] == "True") == true;

    private async Task CreateAsync(string end, string spec = "")
    {
        var annotations = end == "Running" ? "{}" : $$"""{"kubelet/ends":"{{end}}"}""";
        (await Api.PostAsync(Jobs, $$$$$"""
            {"metadata":{"name":"work"},"spec":{{{{{{spec}}}}}"template":{"metadata":{"annotations":{{{{{annotations}}}}}},
             "spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}
            """)).Gives(201);
    }
}
