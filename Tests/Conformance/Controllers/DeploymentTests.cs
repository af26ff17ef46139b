using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Controllers;

internal sealed class DeploymentTests(ServerKind kind) : ConformanceTest(kind)
{
    private const string NeverReady = """{"spec":{"template":{"metadata":{"annotations":{"kubelet/ready":"never"}}}}}""";
    private const string ReadyAgain = """{"spec":{"template":{"metadata":{"annotations":{"kubelet/ready":null,"round":"2"}}}}}""";

    private string Web => $"{Deployments}/web";

    [SetUp]
    public Task CreateNode() => NodeAsync("a");

    [Test]
    public async Task It_runs_its_replicas_and_says_so()
    {
        await CreateAsync(3);
        var web = await UntilRolledOutAsync(3);
        web
            .Has("status.replicas", 3)
            .Has("status.updatedReplicas", 3)
            .Has("status.readyReplicas", 3)
            .Has("metadata.generation", 1)
            .Has("status.observedGeneration", 1);
        Assert.Multiple(() =>
        {
            Assert.That(Condition(web, "Available"), Is.EqualTo("True MinimumReplicasAvailable"));
            Assert.That(Condition(web, "Progressing"), Is.EqualTo("True NewReplicaSetAvailable"));
            Assert.That((string?)web["metadata.annotations"]!["deployment.kubernetes.io/revision"], Is.EqualTo("1"));
        });
        var set = (await Api.GetAsync(ReplicaSets)).Items.Single();
        Assert.Multiple(() =>
        {
            var hash = (string?)set["metadata"]!["labels"]!["pod-template-hash"];
            Assert.That((string?)set["metadata"]!["name"], Is.EqualTo($"web-{hash}"));
            Assert.That((string?)Answer.At(set, "spec.selector.matchLabels.pod-template-hash"), Is.EqualTo(hash));
            Assert.That((string?)Answer.At(set, "metadata.ownerReferences.0.name"), Is.EqualTo("web"));
            Assert.That((bool?)Answer.At(set, "metadata.ownerReferences.0.controller"), Is.True);
        });
    }

    [TestCase(4, "1", "0", 5, 4)]
    [TestCase(4, "0", "1", 4, 3)]
    [TestCase(4, "2", "1", 6, 3)]
    [TestCase(4, "\"25%\"", "\"25%\"", 5, 3)]
    [TestCase(10, "\"25%\"", "\"25%\"", 13, 8)]
    [TestCase(3, "\"10%\"", "\"0%\"", 4, 3)]
    public async Task A_rolling_update_keeps_to_its_bounds(int replicas, string surge, string unavailable, int most, int available)
    {
        await CreateAsync(
            replicas, $$$""" "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":{{{surge}}},"maxUnavailable":{{{unavailable}}}}}, """);
        await UntilRolledOutAsync(replicas);
        (await Api.PatchAsync(Web, NeverReady)).Gives(200);
        await UntilAsync(
            Web,
            web => (int?)web["status.replicas"] == most && (int?)web["status.availableReplicas"] == available && (int?)web["status.observedGeneration"] == 2);
        (await Api.PatchAsync(Web, ReadyAgain)).Gives(200);
        await UntilRolledOutAsync(replicas);
    }

    [Test]
    public async Task Recreate_ends_all_before_it_starts_any()
    {
        await CreateAsync(2, """ "strategy":{"type":"Recreate"}, """);
        await UntilRolledOutAsync(2);
        (await Api.PatchAsync(Web, NeverReady)).Gives(200);
        var web = await UntilAsync(Web, answer => (int?)answer["status.observedGeneration"] == 2 && (int?)answer["status.updatedReplicas"] == 2);
        web.Has("status.replicas", 2).Has("status.availableReplicas", null);
        Assert.That(Condition(web, "Available"), Is.EqualTo("False MinimumReplicasUnavailable"));
    }

    [Test]
    public async Task A_paused_one_takes_changes_and_rolls_nothing_out()
    {
        await CreateAsync(2);
        await UntilRolledOutAsync(2);
        (await Api.PatchAsync(Web, """{"spec":{"paused":true}}""")).Gives(200);
        (await Api.PatchAsync(Web, """{"spec":{"template":{"metadata":{"annotations":{"x":"2"}}}}}""")).Gives(200);
        (await Api.PatchAsync($"{Web}/scale", """{"spec":{"replicas":3}}""")).Gives(200);
        var paused = await UntilAsync(Web, web => (int?)web["status.observedGeneration"] == 4 && (int?)web["status.availableReplicas"] == 3);
        paused.Has("status.updatedReplicas", null);
        Assert.That(Condition(paused, "Progressing"), Is.EqualTo("Unknown DeploymentPaused"));
        Assert.That((await Api.GetAsync(ReplicaSets)).Items.Count(), Is.EqualTo(1));
        (await Api.PatchAsync(Web, """{"spec":{"paused":null}}""")).Gives(200);
        await UntilRolledOutAsync(3);
    }

    [Test]
    public async Task A_restart_replaces_all_pods_and_counts_a_revision()
    {
        await CreateAsync(2);
        await UntilRolledOutAsync(2);
        var before = (await Api.GetAsync(Pods)).Items.Select(pod => (string)pod["metadata"]!["uid"]!).ToHashSet();
        (await Api.PatchAsync(Web, """{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2030-01-01T00:00:00Z"}}}}}"""))
            .Gives(200);
        var web = await UntilRolledOutAsync(2);
        Assert.That((string?)web["metadata.annotations"]!["deployment.kubernetes.io/revision"], Is.EqualTo("2"));
        await UntilAsync(Pods, pods => pods.Items.Count() == 2 && pods.Items.All(pod => !before.Contains((string)pod["metadata"]!["uid"]!)));
        var sets = (await Api.GetAsync(ReplicaSets)).Items.Select(set => (int)set["spec"]!["replicas"]!);
        Assert.That(sets, Is.EquivalentTo((int[])[0, 2]));
    }

    [Test]
    public async Task Going_back_uses_the_old_replica_set_again()
    {
        await CreateAsync(1);
        await UntilRolledOutAsync(1);
        var first = (await Api.GetAsync(ReplicaSets)).Names.Single();
        (await Api.PatchAsync(Web, """{"spec":{"template":{"metadata":{"annotations":{"x":"2"}}}}}""")).Gives(200);
        await UntilRolledOutAsync(1);
        (await Api.PatchAsync(Web, """{"spec":{"template":{"metadata":{"annotations":null}}}}""")).Gives(200);
        var web = await UntilRolledOutAsync(1);
        Assert.That((string?)web["metadata.annotations"]!["deployment.kubernetes.io/revision"], Is.EqualTo("3"));
        await UntilAsync($"{ReplicaSets}/{first}", set => (int?)set["status.readyReplicas"] == 1);
    }

    [Test]
    public async Task A_rollout_past_its_deadline_is_said_to_have_failed()
    {
        await CreateAsync(1, """ "progressDeadlineSeconds":2, """, NeverReady);
        var web = await UntilAsync(Web, answer => Condition(answer, "Progressing") == "False ProgressDeadlineExceeded");
        Assert.That(Condition(web, "Available"), Is.EqualTo("False MinimumReplicasUnavailable"));
    }

    [Test]
    public async Task A_pod_that_goes_is_replaced()
    {
        await CreateAsync(1);
        await UntilRolledOutAsync(1);
        var old = (await Api.GetAsync(Pods)).Names.Single();
        (await Api.DeleteAsync($"{Pods}/{old}")).Gives(200);
        await UntilAsync(Pods, pods => pods.Names.ToArray() is [var name] && name != old);
        await UntilRolledOutAsync(1);
    }

    [Test]
    public async Task An_orphan_that_fits_is_adopted_and_one_that_no_longer_fits_is_let_go()
    {
        await CreateAsync(1);
        await UntilRolledOutAsync(1);
        var pod = (await Api.GetAsync(Pods)).Names.Single();
        (await Api.PatchAsync($"{Pods}/{pod}", """{"metadata":{"labels":{"app":"other"}}}""")).Gives(200);
        await UntilAsync($"{Pods}/{pod}", released => released["metadata.ownerReferences"] is null);
        await UntilAsync(Pods, pods => pods.Items.Count() == 2);
    }

    private async Task CreateAsync(int replicas, string spec = "", string template = "{}")
    {
        var annotations = JsonNode.Parse(template)!["spec"]?["template"]?["metadata"]?["annotations"]?.ToJsonString() ?? "{}";
        (await Api.PostAsync(Deployments, $$$$$"""
            {"metadata":{"name":"web"},"spec":{{{{{{spec}}}}}"replicas":{{{{{replicas}}}}},"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"},"annotations":{{{{{annotations}}}}}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """)).Gives(201);
    }

    private Task<Answer> UntilRolledOutAsync(int replicas) => UntilAsync(Web, web => (int?)web["status.observedGeneration"] == (int?)web["metadata.generation"]
        && (int?)web["status.updatedReplicas"] == replicas && (int?)web["status.replicas"] == replicas && (int?)web["status.availableReplicas"] == replicas
        && Condition(web, "Progressing") == "True NewReplicaSetAvailable");

    private static string Condition(Answer deployment, string type) =>
        (deployment["status.conditions"] as JsonArray)?.FirstOrDefault(condition => (string?)condition!["type"] == type) is { } found
        ? $"{found["status"]} {found["reason"]}"
        : "";
}
