using CniMigration.Migration.Errors;
using CniMigration.Migration.Watching;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Watching;

[CancelAfter(60_000)]
internal sealed class WatchedClusterTests
{
    private TestCluster cluster = null!;
    private WatchedCluster watched = null!;

    [SetUp]
    public async Task StartAsync()
    {
        cluster = await TestCluster.StartAsync(oldNodes: 1, ciliumNodes: 1);
        watched = await WatchedCluster.StartAsync(cluster.Mover, cluster.Time, "side=old", "side=cilium", CancellationToken.None);
        await cluster.UntilAsync("the watch hangs on the wire", () => Task.FromResult(Asked("watch") == 1));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await watched.DisposeAsync();
        await cluster.DisposeAsync();
    }

    [Test]
    public async Task What_is_there_is_known_at_once_and_what_changes_soon()
    {
        Assert.That(watched.OldNodes.All.Select(n => n.Metadata.Name), Is.EqualTo(new[] { "old-1" }));
        await AddAsync("web");
        await SeesAsync("web");

        await ScaleAsync("web", 3);
        await cluster.UntilAsync("the change is seen", () => Task.FromResult(watched.Deployments.Find("team", "web")?.Spec.Replicas == 3));
        await cluster.Client.AppsV1.DeleteNamespacedDeploymentAsync("web", "team");
        await cluster.UntilAsync("the end is seen", () => Task.FromResult(watched.Deployments.Find("team", "web") is null));
    }

    [Test]
    public async Task A_broken_connection_goes_on_where_it_was_without_another_list()
    {
        await cluster.Wire.CutAsync();
        await AddAsync("web");

        await SeesAsync("web");

        Assert.That(Asked("list"), Is.EqualTo(1));
        Assert.That(Asked("watch"), Is.EqualTo(2));
    }

    [Test]
    public async Task What_the_server_no_longer_remembers_is_listed_again_and_what_went_meanwhile_is_gone()
    {
        await AddAsync("gone");
        await SeesAsync("gone");
        await cluster.Wire.CutAsync(stayDown: true);
        await cluster.Client.AppsV1.DeleteNamespacedDeploymentAsync("gone", "team");
        await AddAsync("web");
        cluster.Compact();
        cluster.Wire.Mend();

        await SeesAsync("web");

        Assert.That(watched.Deployments.Find("team", "gone"), Is.Null);
        Assert.That(Asked("list"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_server_that_stays_away_fails_whoever_waits_with_the_cause()
    {
        var start = cluster.Time.GetTimestamp();

        await cluster.Wire.CutAsync(stayDown: true);

        Assert.That(async () => await new ChangeWaiter(watched.Changes, cluster.Time, cluster.Reporter).UntilAsync(
            "a wonder", TimeSpan.FromHours(1), "none", () => CniMigration.Migration.Waiting.Look.WaitingFor("it"), CancellationToken.None),
            Throws.TypeOf<ClusterUnreachableException>());
        Assert.That(cluster.Time.GetElapsedTime(start), Is.LessThan(TimeSpan.FromMinutes(15)));
    }

    [TestCase("9", "10", false)]
    [TestCase("10", "9", true)]
    [TestCase("19", "20", false)]
    [TestCase("20", "20", true)]
    public void An_object_is_shown_as_it_was_answered_when_its_version_is_that_one_or_a_later_one(string seen, string answered, bool isShown)
    {
        var store = new ObjectStore<V1Node>();
        store.Put(Node(seen));

        Assert.That(store.Shows(Node(answered)), Is.EqualTo(isShown));

        static V1Node Node(string version) => new() { Metadata = new V1ObjectMeta { Name = "n", ResourceVersion = version } };
    }

    [Test]
    public async Task Who_has_written_something_waits_until_the_watch_shows_it_and_no_longer_when_it_is_gone(
        [Values] bool isGone, CancellationToken cancellationToken)
    {
        await AddAsync("web");
        await SeesAsync("web");
        await cluster.Wire.CutAsync(stayDown: true);
        var answered = await ScaleAsync("web", 3);
        if (isGone)
        {
            await cluster.Client.AppsV1.DeleteNamespacedDeploymentAsync("web", "team", cancellationToken: cancellationToken);
            cluster.Compact();
        }

        var shown = new ChangeWaiter(watched.Changes, cluster.Time, cluster.Reporter).UntilShownAsync(watched.Deployments, answered, "web", cancellationToken);
        Assert.That(shown.IsCompleted, Is.False);
        cluster.Wire.Mend();
        await shown;

        Assert.That(watched.Deployments.Find("team", "web")?.Spec.Replicas, Is.EqualTo(isGone ? null : 3));
    }

    [Test]
    public void A_wait_that_nothing_ends_ends_at_its_bound_and_reports_each_minute()
    {
        var waiter = new ChangeWaiter(watched.Changes, cluster.Time, cluster.Reporter);

        Assert.That(
            async () => await waiter.UntilAsync(
                "a wonder", TimeSpan.FromSeconds(150), "Do something", () => CniMigration.Migration.Waiting.Look.WaitingFor("no sign"), CancellationToken.None),
            Throws.TypeOf<WaitTimedOutException>().With.Message.EqualTo("Expected a wonder within 2.5 min. Seen at the end: no sign. Do something"));
        Assert.That(cluster.Reporter.Lines, Has.Count.EqualTo(2));
    }

    private int Asked(string verb) => cluster.Served.Reads.Count(r => r.Verb == verb && r.Resource == "deployments");

    private Task AddAsync(string name) => cluster.AddAsync(Make(name));

    private Task SeesAsync(string name) => cluster.UntilAsync($"{name} is seen", () => Task.FromResult(watched.Deployments.Find("team", name) is not null));

    private Task<V1Deployment> ScaleAsync(string name, int replicas) => cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
        new V1Patch($$$"""{"spec":{"replicas":{{{replicas}}}}}""", V1Patch.PatchType.MergePatch), name, "team");

    private static V1Deployment Make(string name) => CniMigration.Tests.Migration.Workloads.Make.Deployment(name, 0, app: name);
}
