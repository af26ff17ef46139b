using CniMigration.Migration.Connectivity;

namespace CniMigration.Tests.Migration.Connectivity;

public sealed class MeshStrengthTests
{
    private static readonly string[] Nodes = ["old-1", "old-2", "new-1", "new-2"];

    [Test]
    public void A_sample_that_holds_all_that_it_must_says_so_and_what_it_leaves_unseen()
    {
        var strength = Of(Ring());

        Assert.That(strength.Missing, Is.Empty);
        Assert.That(
            strength.ToString(),
            Does.StartWith("a sample of 8 of 16 pairs: each of 4 nodes asks and is asked, 3 pairs to Cilium and 3 back, 4 pairs of zones")
            .And.Contain("99 % confidence"));
    }

    [Test]
    public void The_more_pairs_are_tried_the_smaller_is_what_stays_unseen()
    {
        var many = Enumerable.Range(0, 200).Select(number => $"node-{number}").ToArray();
        var pairs = many.SelectMany((from, number) => Enumerable.Range(1, 20).Select(step => (from, many[(number + step) % many.Length]))).ToArray();

        Assert.That(Of(Ring()).Unseen, Is.EqualTo(1 - Math.Pow(0.01, 1 / 8d)).Within(1e-9));
        Assert.That(Of(pairs).Unseen, Is.EqualTo(0.00115).Within(1e-4));
    }

    [Test]
    public void A_node_that_nobody_asks_is_missing() =>
        Assert.That(Of([.. Ring().Where(pair => pair.To != "new-2")]).Missing, Has.Some.Contains("no pod of these nodes is pinged from another node: new-2"));

    [Test]
    public void A_node_that_asks_nobody_is_missing() =>
        Assert.That(Of([.. Ring().Where(pair => pair.From != "old-2")]).Missing, Has.Some.Contains("no pod of these nodes has pinged another node yet: old-2"));

    [Test]
    public void Both_directions_between_the_two_CNIs_have_to_be_tried() =>
        Assert.That(
            Of([.. Ring().Where(pair => !(IsOld(pair.From) && !IsOld(pair.To)))]).Missing, Has.Some.EqualTo("no pair is tried to Cilium across the two CNIs"));

    [Test]
    public void Every_pair_of_zones_has_to_be_tried() =>
        Assert.That(Of([.. Ring().Where(pair => !(Zone(pair.From) == "a" && Zone(pair.To) == "b"))]).Missing,
            Has.Some.EqualTo("no pair is tried from zone a to zone b"));

    [Test]
    public void A_full_mesh_proves_itself()
    {
        var strength = Of(Ring(), peers: 0);

        Assert.That((strength.Missing.Count, strength.Unseen, $"{strength}"), Is.EqualTo((0, 0d, "all 16 pairs")));
    }

    private static (string From, string To)[] Ring() =>
        [.. Nodes.SelectMany((from, number) => new[] { (from, Nodes[(number + 1) % 4]), (from, Nodes[(number + 2) % 4]) })];

    private static bool IsOld(string node) => node.StartsWith("old", StringComparison.Ordinal);

    private static string Zone(string node) => node.EndsWith('1') ? "a" : "b";

    /// <summary>One pod on each node, of the node's name.</summary>
    private static MeshStrength Of((string From, string To)[] pairs, int peers = 2)
    {
        var nodes = pairs.Select(pair => pair.From).Concat(pairs.Select(pair => pair.To)).Distinct().ToList();
        var report = new CheckAllReport
        {
            Hosts = [.. nodes.Select(node => new CheckAllHost(node))],
            Responses = nodes.ToDictionary(from => from, from => new CheckResponse
            {
                Ok = true,
                Response = new CheckResults
                {
                    PodResults = pairs.Where(pair => pair.From == from)
                        .ToDictionary(pair => pair.To, _ => new PingResult { Ok = true, PingTime = DateTimeOffset.UnixEpoch }),
                },
            }),
        };
        var pods = new MeshPods(nodes.ToDictionary(node => node), [], nodes.Where(node => node.StartsWith("new", StringComparison.Ordinal)).ToHashSet())
        {
            Sampling = new MeshSampling(peers, TimeSpan.FromSeconds(5)),
            Zones = nodes.ToDictionary(node => node, Zone),
        };
        return MeshStrength.Of(MeshReading.OfSample(report, pods.Names), pods);
    }
}
