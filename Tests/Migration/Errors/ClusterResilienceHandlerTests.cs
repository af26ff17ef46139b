using CniMigration.Migration.Errors;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Tests.Migration.Errors;

public sealed class ClusterResilienceHandlerTests
{
    private static readonly ClusterResilienceOptions Quick = new()
    {
        Attempts = 3,
        FirstContactAttempts = 1,
        Delay = TimeSpan.FromMilliseconds(1),
        MaxDelay = TimeSpan.FromMilliseconds(2),
    };

    [TestCase(429)]
    [TestCase(500)]
    [TestCase(503)]
    public async Task What_may_succeed_a_moment_later_is_asked_again(int status)
    {
        using var wire = new ScriptedWire(Answer(200), Answer(status), Answer(status), Answer(200));
        using var client = Client(wire);
        await client.CoreV1.ReadNodeAsync("warm-up");

        var node = await client.CoreV1.ReadNodeAsync("n");

        Assert.That(node.Metadata.Name, Is.EqualTo("n1"));
        Assert.That(wire.Requests, Is.EqualTo(4));
    }

    [Test]
    public async Task A_patch_is_sent_again_with_its_body()
    {
        using var wire = new ScriptedWire(Answer(503), Answer(200));
        using var client = Client(wire);

        await client.CoreV1.PatchNodeAsync(new V1Patch("""{"a":1}""", V1Patch.PatchType.MergePatch), "n");

        Assert.That(wire.Bodies, Is.EqualTo(new[] { """{"a":1}""", """{"a":1}""" }));
    }

    [TestCase(429)]
    [TestCase(500)]
    public void A_refused_eviction_is_the_movers_business(int status)
    {
        using var wire = new ScriptedWire(Answer(status));
        using var client = Client(wire);

        var refused = Assert.ThrowsAsync<HttpOperationException>(
            () => client.CoreV1.CreateNamespacedPodEvictionAsync(new V1Eviction { Metadata = new V1ObjectMeta { Name = "p" } }, "p", "ns"));

        Assert.That((int)refused!.Response.StatusCode, Is.EqualTo(status));
        Assert.That(wire.Requests, Is.EqualTo(1));
    }

    [Test]
    public void An_expired_token_is_told_as_such()
    {
        using var wire = new ScriptedWire(Answer(401));
        using var client = Client(wire);

        Assert.ThrowsAsync<ClusterUnauthorizedException>(() => client.CoreV1.ListNodeAsync());
    }

    [Test]
    public void A_missing_right_is_named()
    {
        using var wire = new ScriptedWire(Answer(403, "nodes is forbidden: User \"u\" cannot list resource \"nodes\""));
        using var client = Client(wire);

        var forbidden = Assert.ThrowsAsync<ClusterForbiddenException>(() => client.CoreV1.ListNodeAsync());

        Assert.That(forbidden!.Message, Does.Contain("cannot list resource \"nodes\""));
    }

    [Test]
    public void A_server_that_never_answered_is_given_up_soon()
    {
        using var wire = new ScriptedWire();
        using var client = Client(wire);

        var away = Assert.ThrowsAsync<ClusterUnreachableException>(() => client.CoreV1.ListNodeAsync());

        Assert.That(away!.Message, Does.Contain("http://cluster.test").And.Contain("refused. Check"));
        Assert.That(wire.Requests, Is.EqualTo(2));
    }

    [Test]
    public async Task A_server_whose_first_answers_are_bad_is_there_and_is_asked_as_long_as_any()
    {
        using var wire = new ScriptedWire(Answer(429), Answer(500), Answer(429), Answer(503), Answer(200));
        using var client = Client(wire);

        Assert.That((await client.CoreV1.ReadNodeAsync("n")).Metadata.Name, Is.EqualTo("n1"));
        Assert.That(wire.Requests, Is.EqualTo(5));
    }

    private static k8s.Kubernetes Client(ScriptedWire wire) =>
        new(new KubernetesClientConfiguration { Host = "http://cluster.test" }, new ClusterResilienceHandler(TimeProvider.System, Quick), wire);

    private static Func<HttpResponseMessage> Answer(int status, string message = "no") => ScriptedWire.Answer(status, message);
}
