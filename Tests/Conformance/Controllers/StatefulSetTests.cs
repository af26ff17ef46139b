using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Controllers;

internal sealed class StatefulSetTests(ServerKind kind) : ConformanceTest(kind)
{
    private string Db => $"{StatefulSets}/db";

    [SetUp]
    public Task CreateNode() => NodeAsync("a");

    [Test]
    public async Task Pods_start_in_order_each_when_the_one_before_is_ready()
    {
        await CreateAsync(3);
        await UntilReadyAsync(3);
        var pods = await Api.GetAsync(Pods);
        Assert.That(pods.Names, Is.EqualTo((string[])["db-0", "db-1", "db-2"]));
        Assert.That(pods.Items.Select(Created), Is.Ordered);
        var first = await Api.GetAsync($"{Pods}/db-0");
        first.Has("spec.hostname", "db-0").Has("spec.subdomain", "db").Has("metadata.ownerReferences.0.kind", "StatefulSet");
        Assert.That((string?)first["metadata.labels"]!["statefulset.kubernetes.io/pod-name"], Is.EqualTo("db-0"));
    }

    [Test]
    public async Task A_pod_that_does_not_get_ready_holds_those_behind_it()
    {
        await CreateAsync(2, annotations: """{"kubelet/ready":"never"}""");
        await UntilAsync(Pods, pods => pods.Items.Count() == 1 && pods.Items.All(pod => pod["spec"]!["nodeName"] is not null));
        await UntilAsync(Db, set => (int?)set["status.observedGeneration"] == 1 && (int?)set["status.replicas"] == 1);
        Assert.That((await Api.GetAsync(Pods)).Names, Is.EqualTo((string[])["db-0"]));
        (await Api.PatchAsync($"{Pods}/db-0", """{"metadata":{"annotations":{"kubelet/ready":null}}}""")).Gives(200);
        await UntilAsync(Pods, pods => pods.Items.Count() == 2);
    }

    [Test]
    public async Task Scaling_down_ends_the_last_first()
    {
        await CreateAsync(3);
        await UntilReadyAsync(3);
        (await Api.PatchAsync($"{Pods}/db-2", """{"metadata":{"annotations":{"kubelet/stays":"true"}}}""")).Gives(200);
        (await Api.PatchAsync($"{Db}/scale", """{"spec":{"replicas":1}}""")).Gives(200);
        await UntilAsync($"{Pods}/db-2", pod => pod["metadata.deletionTimestamp"] is not null);
        (await Api.GetAsync($"{Pods}/db-1")).Gives(200).Has("metadata.deletionTimestamp", null);
        (await Api.PatchAsync($"{Pods}/db-2", """{"metadata":{"annotations":{"kubelet/stays":null}}}""")).Gives(200);
        await UntilAsync(Pods, pods => pods.Names.SequenceEqual(["db-0"]));
    }

    [Test]
    public async Task An_update_goes_from_the_last_to_the_first_one_at_a_time()
    {
        await CreateAsync(3);
        await UntilReadyAsync(3);
        (await Api.PatchAsync(Db, """{"spec":{"template":{"metadata":{"annotations":{"kubelet/ready":"never"}}}}}""")).Gives(200);
        await UntilAsync($"{Pods}/db-2", pod => (string?)pod["status.phase"] == "Pending" && pod["spec.nodeName"] is not null);
        var set = await UntilAsync(Db, answer => (int?)answer["status.updatedReplicas"] == 1 && (int?)answer["status.readyReplicas"] == 2);
        Assert.That((string?)set["status.updateRevision"], Is.Not.EqualTo((string?)set["status.currentRevision"]));
        (await Api.PatchAsync(Db, """{"spec":{"template":{"metadata":{"annotations":{"kubelet/ready":null,"round":"2"}}}}}""")).Gives(200);
        // As documented, it does not go on by itself from a pod that never got ready.
        await UntilAsync(Db, answer => (int?)answer["status.observedGeneration"] == 3);
        (await Api.DeleteAsync($"{Pods}/db-2")).Gives(200);
        var done = await UntilAsync(Db, answer => (int?)answer["status.updatedReplicas"] == 3 && (int?)answer["status.readyReplicas"] == 3
            && (string?)answer["status.updateRevision"] == (string?)answer["status.currentRevision"]);
        Assert.That(done, Is.Not.Null);
        var pods = (await Api.GetAsync(Pods)).Items.ToDictionary(pod => (string)pod["metadata"]!["name"]!, Created);
        Assert.That(pods["db-0"], Is.GreaterThanOrEqualTo(pods["db-1"]));
    }

    [Test]
    public async Task A_partition_holds_the_lower_ones_back()
    {
        await CreateAsync(3, """ "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}}, """);
        await UntilReadyAsync(3);
        (await Api.PatchAsync(Db, """{"spec":{"template":{"metadata":{"annotations":{"round":"2"}}}}}""")).Gives(200);
        await UntilAsync(
            Db,
            answer =>
                (int?)answer["status.updatedReplicas"] == 1 && (int?)answer["status.readyReplicas"] == 3 && (int?)answer["status.observedGeneration"] == 2);
        var updated = (await Api.GetAsync(Pods)).Items.Where(pod => (string?)Answer.At(pod, "metadata.annotations.round") == "2")
            .Select(pod => (string)pod["metadata"]!["name"]!);
        Assert.That(updated, Is.EqualTo((string[])["db-2"]));
    }

    [Test]
    public async Task In_parallel_none_waits_for_another()
    {
        await CreateAsync(3, """ "podManagementPolicy":"Parallel", """, """{"kubelet/ready":"never"}""");
        await UntilAsync(Pods, pods => pods.Items.Count() == 3);
    }

    [Test]
    public async Task A_pod_comes_back_under_its_name()
    {
        await CreateAsync(2);
        await UntilReadyAsync(2);
        var old = await Api.GetAsync($"{Pods}/db-0");
        (await Api.DeleteAsync($"{Pods}/db-0")).Gives(200);
        await UntilAsync($"{Pods}/db-0", pod => pod.Status == 200 && pod.Uid != old.Uid);
        await UntilReadyAsync(2);
    }

    [Test]
    public async Task Only_a_few_fields_of_its_spec_may_change()
    {
        await CreateAsync(0);
        (await Api.PatchAsync(Db, """{"spec":{"serviceName":"other"}}"""))
            .Refuses(422, "Invalid", "updates to statefulset spec for fields other than 'replicas',");
    }

    private static long Created(System.Text.Json.Nodes.JsonNode pod) =>
        DateTimeOffset.Parse((string)pod["metadata"]!["creationTimestamp"]!, System.Globalization.CultureInfo.InvariantCulture).Ticks;

    private async Task CreateAsync(int replicas, string spec = "", string annotations = "{}") => (await Api.PostAsync(StatefulSets, $$$$$"""
        {"metadata":{"name":"db"},"spec":{{{{{{spec}}}}}"serviceName":"db","replicas":{{{{{replicas}}}}},"selector":{"matchLabels":{"app":"db"}},
         "template":{"metadata":{"labels":{"app":"db"},"annotations":{{{{{annotations}}}}}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
        """)).Gives(201);

    private Task<Answer> UntilReadyAsync(int count) =>
        UntilAsync(Db, set => (int?)set["status.readyReplicas"] == count && (int?)set["status.replicas"] == count);
}
