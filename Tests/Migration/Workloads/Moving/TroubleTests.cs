using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Objects;
using CniMigration.Migration.Errors;
using k8s;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>An API server that has its moments, while both ways of moving are under way.</summary>
internal sealed class TroubleTests : MoveFixture
{
    private static readonly RequestFault[] Refusals =
    [
        RequestFault.TooManyRequests(retryAfterSeconds: 3),
        new(new ApiException(429, "TooManyRequests", "slow down")),
        RequestFault.Failing,
        new(new ApiException(503, "ServiceUnavailable", "no endpoint is there")),
        RequestFault.Drop,
    ];

    [TestCase(0, TestName = "The_move_survives_429_with_retry_after")]
    [TestCase(1, TestName = "The_move_survives_429_without_retry_after")]
    [TestCase(2, TestName = "The_move_survives_500")]
    [TestCase(3, TestName = "The_move_survives_503")]
    [TestCase(4, TestName = "The_move_survives_dropped_connections")]
    public async Task Every_third_request_fails(int refusal, CancellationToken cancellationToken)
    {
        await PrepareAsync();
        var count = 0;
        Cluster.Served.Faults = _ => Interlocked.Increment(ref count) is > 4 and var number && number % 3 == 0 ? Refusals[refusal] : null;

        await MovesAllAsync(cancellationToken);
    }

    [Test]
    public async Task What_was_done_and_never_answered_is_not_done_twice(CancellationToken cancellationToken)
    {
        await PrepareAsync();
        var count = 0;
        Cluster.Served.LosesAnswer = request => request.Verb is "create" or "patch" && Interlocked.Increment(ref count) % 2 == 1;

        await MovesAllAsync(cancellationToken);

        var sets = (await Cluster.Client.AppsV1.ListReplicaSetForAllNamespacesAsync(cancellationToken: cancellationToken)).Items;
        Assert.That(sets.Count(s => s.Metadata.Labels["app"] == "surging"), Is.EqualTo(2), "one restart");
        Assert.That(count, Is.GreaterThan(2), "answers were lost");
    }

    [Test]
    public async Task An_eviction_that_meets_the_write_of_somebody_else_is_asked_for_again(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("paced", 1));
        await Cluster.OpenBothSidesAsync(pods: 1);
        var asked = 0;
        Cluster.Served.Faults = request => request.Subresource == "eviction" && Interlocked.Increment(ref asked) == 1
            ? new(new ApiException(409, "Conflict", "the object has been modified; please apply your changes to the latest version and try again"))
            : null;

        var result = await MoveAsync(Make.ToCilium with { TerminationTimeout = TimeSpan.FromSeconds(30) }, cancellationToken);

        Assert.That((result.Evicted, result.Remaining, asked), Is.EqualTo((1, 0, 2)));
    }

    [Test]
    public async Task An_eviction_is_asked_for_again_when_the_server_said_and_no_sooner(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("paced", 1));
        await Cluster.OpenBothSidesAsync(pods: 1);
        var asked = new List<DateTimeOffset>();
        Cluster.Served.Faults = request =>
        {
            if (request.Subresource != "eviction")
            {
                return null;
            }

            asked.Add(Cluster.Time.GetUtcNow());
            return asked.Count == 1 ? RequestFault.TooManyRequests(retryAfterSeconds: 20) : null;
        };

        Assert.That((await MoveAsync(Make.ToCilium, cancellationToken)).Remaining, Is.Zero);

        Assert.That(asked, Has.Count.EqualTo(2));
        Assert.That(asked[1] - asked[0], Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public async Task An_eviction_that_is_to_be_asked_for_again_in_a_day_is_given_up_within_its_bound(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("paced", 1));
        await Cluster.OpenBothSidesAsync(pods: 1);
        Cluster.Served.Faults = request => request.Subresource == "eviction" ? RequestFault.TooManyRequests(retryAfterSeconds: 86400) : null;
        var start = Cluster.Time.GetTimestamp();

        var failed = Assert.ThrowsAsync<GateFailedException>(() =>
            MoveAsync(Make.ToCilium with { BudgetTimeout = TimeSpan.FromSeconds(90) }, cancellationToken));

        Assert.That(failed!.Message, Does.Contain("no eviction was allowed within 90 s").And.Contain("too many requests"));
        Assert.That(Cluster.Time.GetElapsedTime(start), Is.LessThan(TimeSpan.FromMinutes(30)));
    }

    [Test]
    public async Task Watches_that_break_again_and_again_lose_nothing(CancellationToken cancellationToken)
    {
        await PrepareAsync();

        var move = MovesAllAsync(cancellationToken);
        while (!move.IsCompleted)
        {
            await Cluster.Wire.CutAsync();
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromSeconds(4), Cluster.Time, cancellationToken));
        }

        await move;
    }

    [Test]
    public async Task Watches_that_the_server_no_longer_remembers_are_listed_again(CancellationToken cancellationToken)
    {
        await PrepareAsync();

        var move = MovesAllAsync(cancellationToken);
        while (!move.IsCompleted)
        {
            Cluster.Compact();
            await Cluster.Wire.CutAsync();
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromSeconds(6), Cluster.Time, cancellationToken));
        }

        await move;
        Assert.That(
            Cluster.Served.Reads.Count(r => r is { Verb: "list", Resource: "statefulsets" }), Is.GreaterThan(1),
            "there are none, so that none of their versions is new enough");
    }

    [Test]
    public async Task A_server_that_is_away_for_a_minute_is_waited_for(CancellationToken cancellationToken)
    {
        await PrepareAsync();
        var move = MovesAllAsync(cancellationToken);
        await Cluster.UntilAsync("the move has begun", () => Task.FromResult(Cluster.Served.Evictions.Count > 0));

        await Cluster.Wire.CutAsync(stayDown: true);
        await Task.Delay(TimeSpan.FromSeconds(60), Cluster.Time, cancellationToken);
        Cluster.Wire.Mend();

        await move;
    }

    [Test]
    public async Task A_server_that_does_not_come_back_ends_the_move_with_the_cause(CancellationToken cancellationToken)
    {
        await PrepareAsync();
        var move = MoveAsync(Make.ToCilium, cancellationToken);
        await Cluster.UntilAsync("the move has begun", () => Task.FromResult(Cluster.Served.Evictions.Count > 0));

        await Cluster.Wire.CutAsync(stayDown: true);

        Assert.That(async () => await move, Throws.TypeOf<ClusterUnreachableException>().With.Message.Contains("does not answer"));
    }

    private async Task PrepareAsync()
    {
        await StartAsync();
        await Cluster.AddAsync(Make.Deployment("surging", 2, app: "surging"));
        await Cluster.AddAsync(WithoutSurge("budgeted", 3));
        await Cluster.AddAsync(Budget("budgeted", maxUnavailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: 5);
    }

    private async Task MovesAllAsync(CancellationToken cancellationToken)
    {
        var fewest = int.MaxValue;
        var move = MoveAsync(Make.ToCilium, cancellationToken);
        while (!move.IsCompleted)
        {
            var budget = (await Cluster.Client.PolicyV1.ListPodDisruptionBudgetForAllNamespacesAsync(cancellationToken: cancellationToken)).Items.Single();
            fewest = Math.Min(fewest, (budget.Status.CurrentHealthy ?? 0) - (budget.Status.DesiredHealthy ?? 0));
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromSeconds(1), Cluster.Time, cancellationToken));
        }

        var result = await move;
        Assert.That((result.Moved, result.Remaining), Is.EqualTo((5, 0)));
        Assert.That(fewest, Is.Not.Negative, "the budget held throughout");
    }
}
