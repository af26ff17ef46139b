using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class JobTests : ControllerTests
{
    [Test]
    public async Task A_job_runs_until_enough_pods_succeeded()
    {
        Cluster.Kubelet.Ends = _ => "Succeeded";
        await Cluster.CreateAsync(ResourceTypes.Jobs, Manifests.Job("work", "\"restartPolicy\":\"Never\"", "\"completions\":5,\"parallelism\":2"));

        var done = await Cluster.UntilOneAsync<Job>(ResourceTypes.Jobs, "work", job => job.Status.Conditions.IsTrue("Complete"));

        Assert.That((done.Status.Succeeded, done.Status.Failed, done.Status.Active), Is.EqualTo((5, 0, 0)));
        Assert.That(done.Status.CompletionTime, Is.Not.Null.And.GreaterThanOrEqualTo(done.Status.StartTime!.Value));
    }

    [Test]
    public async Task A_job_gives_up_at_its_backoff_limit_and_waits_longer_each_time()
    {
        Cluster.Kubelet.Ends = _ => "Failed";
        var start = Cluster.Clock.GetUtcNow();
        await Cluster.CreateAsync(
            ResourceTypes.Jobs, Manifests.Job("work", "\"restartPolicy\":\"Never\"", "\"completions\":1,\"parallelism\":1,\"backoffLimit\":2"));

        var done = await Cluster.UntilOneAsync<Job>(ResourceTypes.Jobs, "work", job => job.Status.Conditions.IsTrue("Failed"));

        Assert.That(done.Status.Failed, Is.EqualTo(3));
        Assert.That(done.Status.Conditions.Find("Failed")!.Reason, Is.EqualTo("BackoffLimitExceeded"));
        Assert.That(
            Cluster.Clock.GetUtcNow() - start,
            Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(28)),
            "10 s and 20 s, less the parts of seconds that timestamps lose");
    }

    [Test]
    public async Task A_finished_job_goes_when_its_time_is_over()
    {
        Cluster.Kubelet.Ends = _ => "Succeeded";
        await Cluster.CreateAsync(ResourceTypes.Jobs, Manifests.Job("work", "\"restartPolicy\":\"Never\"", "\"completions\":1,\"ttlSecondsAfterFinished\":60"));

        await Cluster.UntilAsync<Job>(ResourceTypes.Jobs, jobs => jobs.Any(job => job.Status.Conditions.IsTrue("Complete")));
        await Cluster.UntilAsync<Job>(ResourceTypes.Jobs, jobs => jobs.Length == 0);
        await Cluster.UntilPodsAsync(pods => pods.Length == 0);
    }
}
