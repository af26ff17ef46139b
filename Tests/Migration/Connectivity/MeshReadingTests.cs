using System.Text.Json;
using CniMigration.Migration.Connectivity;

namespace CniMigration.Tests.Migration.Connectivity;

public sealed class MeshReadingTests
{
    private static readonly HashSet<string> Pods = ["a", "b"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void Goldpingers_own_answer_is_understood()
    {
        var report = JsonSerializer.Deserialize<CheckAllReport>("""
            {
              "hosts": [{ "hostIP": "192.168.1.10", "podIP": "192.168.1.57", "podName": "a" }],
              "responses": {
                "a": {
                  "HostIP": "192.168.1.10", "OK": true, "PodIP": "192.168.1.57",
                  "response": {
                    "podResults": {
                      "a": { "HostIP": "192.168.1.10", "OK": true, "PingTime": "2026-01-02T03:04:05.678Z", "PodIP": "192.168.1.57",
                             "response": { "boot_time": "2026-01-02T03:00:00.000Z" }, "response-time-ms": 2, "status-code": 200 }
                    },
                    "probeResults": { "kubernetes.default": [{ "protocol": "dns", "response-time-ms": 1 }] }
                  }
                }
              }
            }
            """)!;

        var reading = MeshReading.Of(report, new HashSet<string> { "a" });

        Assert.That(reading.IsHealthy, Is.True);
        Assert.That(reading.PingTimes[new PodPair("a", "a")], Is.EqualTo(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)));
    }

    [Test]
    public void A_mesh_where_everyone_reaches_everyone_is_healthy() => Assert.That(Reading(Mesh()).IsHealthy, Is.True);

    [Test]
    public void A_failed_ping_names_the_pair_and_the_error()
    {
        var mesh = Mesh((from, to) => (from, to) == ("a", "b") ? new PingResult { Ok = false, Error = "i/o timeout", PingTime = Start } : null);

        Assert.That(Reading(mesh).FailingPairs, Is.EqualTo(new Dictionary<PodPair, string> { [new("a", "b")] = "i/o timeout" }));
    }

    [Test]
    public void A_ping_that_is_missing_fails_its_pair()
    {
        var mesh = Mesh();
        var halved = mesh with { Responses = new Dictionary<string, CheckResponse> { ["a"] = mesh.Responses["a"] } };

        Assert.That(Reading(halved).FailingPairs.Keys, Is.EquivalentTo(new PodPair[] { new("b", "a"), new("b", "b") }));
    }

    [Test]
    public void A_pod_that_does_not_answer_fails_all_its_pairs()
    {
        var mesh = Mesh();
        var responses = new Dictionary<string, CheckResponse>(mesh.Responses) { ["b"] = new() { Ok = false, Error = "deadline exceeded" } };

        Assert.That(Reading(mesh with { Responses = responses }).FailingPairs.Values, Is.EqualTo(new[] { "deadline exceeded", "deadline exceeded" }));
    }

    [Test]
    public void A_pod_that_should_be_gone_is_a_problem()
    {
        var mesh = Mesh();
        var reading = MeshReading.Of(mesh, new HashSet<string> { "a" });

        Assert.That(reading.IsHealthy, Is.False);
        Assert.That(reading.Problems, Has.Some.Contains("2 pods instead of 1").And.Some.Contains("still pings b"));
    }

    [Test]
    public void A_target_out_of_reach_is_a_problem()
    {
        var mesh = Mesh();
        var response = mesh.Responses["a"] with
        {
            Response = mesh.Responses["a"].Response! with
            {
                ProbeResults = new Dictionary<string, IReadOnlyList<ProbeResult>>
                {
                    ["kubernetes.default"] = [new() { Protocol = "dns", Error = "no such host" }],
                },
            },
        };

        var reading = Reading(mesh with { Responses = new Dictionary<string, CheckResponse>(mesh.Responses) { ["a"] = response } });

        Assert.That(reading.Problems.Single(), Is.EqualTo("a does not reach kubernetes.default (dns): no such host"));
    }

    [Test]
    public void A_reading_is_newer_only_when_every_pair_was_tried_again()
    {
        var first = Reading(Mesh());
        var some = Reading(Mesh((from, to) => from == "a" ? new PingResult { Ok = true, PingTime = Start.AddSeconds(5) } : null));
        var all = Reading(Mesh((_, _) => new PingResult { Ok = true, PingTime = Start.AddSeconds(5) }));

        Assert.That((first.IsNewerThan(first), some.IsNewerThan(first), all.IsNewerThan(first)), Is.EqualTo((false, false, true)));
    }

    [Test]
    public void A_complaint_shows_the_nodes_and_says_where_to_look_when_only_the_two_CNIs_do_not_reach_each_other()
    {
        var mesh = Mesh((from, to) => from != to ? new PingResult { Ok = false, Error = "i/o timeout" } : null);
        var pods = new MeshPods(
            new Dictionary<string, string> { ["a"] = "old-1", ["b"] = "new-1" }, [("aws-cni", "a"), ("cilium", "b")], new HashSet<string> { "new-1" });

        var complaint = MeshComplaint.Of(Reading(mesh), pods);

        Assert.That(complaint, Does.StartWith("2 of 4 pairs fail").And.Contain("security groups").And.Contain("a on old-1 -> b on new-1: i/o timeout"));
    }

    private static MeshReading Reading(CheckAllReport report) => MeshReading.Of(report, Pods);

    private static CheckAllReport Mesh(Func<string, string, PingResult?>? ping = null) => new()
    {
        Hosts = [.. Pods.Select(pod => new CheckAllHost(pod))],
        Responses = Pods.ToDictionary(
            from => from,
            from => new CheckResponse
            {
                Ok = true,
                Response = new CheckResults
                {
                    PodResults = Pods.ToDictionary(to => to, to => ping?.Invoke(from, to) ?? new PingResult { Ok = true, PingTime = Start }),
                },
            }),
    };
}
