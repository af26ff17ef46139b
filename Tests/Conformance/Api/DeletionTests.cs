using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class DeletionTests(ServerKind kind) : ConformanceTest(kind)
{
    [Test]
    public async Task What_is_deleted_at_once_is_answered_with_a_success()
    {
        var created = await CreateAsync("one");
        var answer = (await Api.DeleteAsync($"{ConfigMaps}/one")).Gives(200);
        answer.Has("kind", "Status").Has("status", "Success").Has("details.name", "one").Has("details.kind", "configmaps").Has("details.uid", created.Uid);
        (await Api.GetAsync($"{ConfigMaps}/one")).Refuses(404, "NotFound");
        (await Api.DeleteAsync($"{ConfigMaps}/one")).Refuses(404, "NotFound");
    }

    [TestCase("api/v1", "podtemplates", """{"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"c"}]}}}""")]
    [TestCase("api/v1", "serviceaccounts", "{}")]
    [TestCase("api/v1", "resourcequotas", """{"spec":{"hard":{"pods":"9"}}}""")]
    [TestCase("storage.k8s.io/v1", "storageclasses", """{"provisioner":"example.com/disk"}""")]
    [TestCase("storage.k8s.io/v1", "csidrivers", "{}")]
    public async Task Some_kinds_are_answered_as_they_were(string version, string plural, string content)
    {
        var collection = version == "api/v1" ? Core(plural) : $"/apis/{version}/{plural}";
        var name = $"one.{Namespace}";
        var body = System.Text.Json.Nodes.JsonNode.Parse(content)!;
        body["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = name };
        var created = (await Api.PostAsync(collection, body.ToJsonString())).Gives(201);

        (await Api.DeleteAsync($"{collection}/{name}")).Gives(200).Has("metadata.uid", created.Uid);
        (await Api.GetAsync($"{collection}/{name}")).Refuses(404, "NotFound");
    }

    [Test]
    public async Task A_finalizer_holds_an_object_until_it_is_taken_off()
    {
        await CreateAsync("one", """ "finalizers":["example.com/hold"] """);
        var held = (await Api.DeleteAsync($"{ConfigMaps}/one")).Gives(200);
        held.Has("kind", "ConfigMap").HasJson("metadata.finalizers", """["example.com/hold"]""").Has("metadata.deletionGracePeriodSeconds", 0);
        Assert.That(held["metadata.deletionTimestamp"], Is.Not.Null);

        (await Api.PatchAsync($"{ConfigMaps}/one", """{"metadata":{"finalizers":["example.com/hold","example.com/late"]}}"""))
            .Refuses(422, "Invalid", "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted");
        (await Api.PatchAsync($"{ConfigMaps}/one", """{"data":{"still":"writable"}}""")).Gives(200);
        (await Api.PatchAsync($"{ConfigMaps}/one", """{"metadata":{"finalizers":null}}""")).Gives(200);
        (await Api.GetAsync($"{ConfigMaps}/one")).Gives(404);
    }

    [Test]
    public async Task A_deletion_may_name_the_object_and_the_version_that_it_means()
    {
        var created = await CreateAsync("one");
        (await Api.DeleteAsync($"{ConfigMaps}/one", """{"preconditions":{"uid":"9b0e2a8e-0000-4000-8000-000000000000"}}"""))
            .Refuses(
                409,
                "Conflict",
                $"the UID in the precondition (9b0e2a8e-0000-4000-8000-000000000000) does not match the UID in record ({created.Uid}). The object might have "
                    + "been deleted and then recreated");
        (await Api.DeleteAsync($"{ConfigMaps}/one", """{"preconditions":{"resourceVersion":"1"}}"""))
            .Refuses(
                409,
                "Conflict",
                $"the ResourceVersion in the precondition (1) does not match the ResourceVersion in record ({created.Version}). The object might have been "
                    + "modified");
        (await Api.DeleteAsync($"{ConfigMaps}/one", $$$"""{"preconditions":{"uid":"{{{created.Uid}}}","resourceVersion":"{{{created.Version}}}"}}"""))
            .Gives(200);
    }

    [Test]
    public async Task A_selection_is_deleted_together()
    {
        await CreateAsync("one", """ "labels":{"a":"x"} """);
        await CreateAsync("two", """ "labels":{"a":"x"} """);
        await CreateAsync("three", """ "labels":{"a":"y"} """);
        var answer = (await Api.DeleteAsync($"{ConfigMaps}?labelSelector=a%3Dx")).Gives(200);
        answer.Has("kind", "ConfigMapList");
        Assert.That(answer.Names, Is.EquivalentTo((string[])["one", "two"]));
        Assert.That((await Api.GetAsync($"{ConfigMaps}?labelSelector=a")).Names, Is.EqualTo((string[])["three"]));
    }

    [Test]
    public async Task In_the_background_dependents_follow_their_owner()
    {
        var owner = await CreateAsync("owner");
        await CreateAsync("child", Owned(owner));
        (await Api.DeleteAsync($"{ConfigMaps}/owner", """{"propagationPolicy":"Background"}""")).Gives(200);
        (await Api.GetAsync($"{ConfigMaps}/owner")).Gives(404);
        await UntilAsync($"{ConfigMaps}/child", child => child.Status == 404);
    }

    [Test]
    public async Task In_the_foreground_an_owner_waits_for_its_dependents()
    {
        var owner = await CreateAsync("owner");
        await CreateAsync("child", Owned(owner) + """ ,"finalizers":["example.com/hold"] """);
        (await Api.DeleteAsync($"{ConfigMaps}/owner", """{"propagationPolicy":"Foreground"}""")).Gives(200)
            .HasJson("metadata.finalizers", """["foregroundDeletion"]""");
        await UntilAsync($"{ConfigMaps}/child", child => child["metadata.deletionTimestamp"] is not null);
        (await Api.GetAsync($"{ConfigMaps}/owner")).Gives(200);
        (await Api.PatchAsync($"{ConfigMaps}/child", """{"metadata":{"finalizers":null}}""")).Gives(200);
        await UntilAsync($"{ConfigMaps}/owner", gone => gone.Status == 404);
    }

    [Test]
    public async Task An_orphan_loses_its_owner_and_stays()
    {
        var owner = await CreateAsync("owner");
        await CreateAsync("child", Owned(owner));
        (await Api.DeleteAsync($"{ConfigMaps}/owner", """{"propagationPolicy":"Orphan"}""")).Gives(200).HasJson("metadata.finalizers", """["orphan"]""");
        await UntilAsync($"{ConfigMaps}/owner", gone => gone.Status == 404);
        (await Api.GetAsync($"{ConfigMaps}/child")).Gives(200).Has("metadata.ownerReferences", null);
    }

    [Test]
    public async Task An_object_of_two_owners_stays_until_both_are_gone()
    {
        var first = await CreateAsync("first");
        var second = await CreateAsync("second");
        await CreateAsync("child", $$""" "ownerReferences":[{{Reference(first)}},{{Reference(second)}}] """);
        (await Api.DeleteAsync($"{ConfigMaps}/first")).Gives(200);
        var child = await UntilAsync($"{ConfigMaps}/child", answer => answer["metadata.ownerReferences.1"] is null);
        child.Gives(200).Has("metadata.ownerReferences.0.name", "second");
        (await Api.DeleteAsync($"{ConfigMaps}/second")).Gives(200);
        await UntilAsync($"{ConfigMaps}/child", gone => gone.Status == 404);
    }

    [Test]
    public async Task An_object_whose_owner_never_was_is_collected()
    {
        await CreateAsync(
            "child", """ "ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"nobody","uid":"9b0e2a8e-0000-4000-8000-000000000000"}] """);
        await UntilAsync($"{ConfigMaps}/child", gone => gone.Status == 404);
    }

    [Test]
    public async Task An_unknown_propagation_is_invalid()
    {
        await CreateAsync("one");
        (await Api.DeleteAsync($"{ConfigMaps}/one", """{"propagationPolicy":"Sideways"}""")).Refuses(422, "Invalid", "propagationPolicy");
        (await Api.DeleteAsync($"{ConfigMaps}/one", """{"propagationPolicy":"Orphan","orphanDependents":true}""")).Refuses(422, "Invalid");
    }

    [Test]
    public async Task A_pod_that_is_on_no_node_goes_at_once()
    {
        await PodAsync("one", """ "schedulerName":"nobody", """);
        (await Api.DeleteAsync($"{Pods}/one")).Gives(200).Has("kind", "Pod");
        (await Api.GetAsync($"{Pods}/one")).Gives(404);
    }

    [Test]
    public async Task A_running_pod_gets_its_grace_and_goes_when_the_kubelet_says_so()
    {
        await PodAsync("one", """ "nodeName":"somewhere","terminationGracePeriodSeconds":7, """, """ "annotations":{"kubelet/stays":"true"} """);
        var going = (await Api.DeleteAsync($"{Pods}/one")).Gives(200);
        going.Has("kind", "Pod").Has("metadata.deletionGracePeriodSeconds", 7);
        Assert.That(going["metadata.deletionTimestamp"], Is.Not.Null);
        (await Api.DeleteAsync($"{Pods}/one", """{"gracePeriodSeconds":3}""")).Gives(200).Has("metadata.deletionGracePeriodSeconds", 3);
        (await Api.DeleteAsync($"{Pods}/one", """{"gracePeriodSeconds":0}""")).Gives(200);
        (await Api.GetAsync($"{Pods}/one")).Gives(404);
    }

    [Test]
    public async Task A_deployment_takes_its_replica_sets_and_pods_along()
    {
        (await Api.PostAsync(Deployments, """
            {"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i"}]}}}}
            """)).Gives(201);
        await UntilAsync(Pods, pods => pods.Items.Count() == 2);
        (await Api.DeleteAsync($"{Deployments}/web")).Gives(200);
        await UntilAsync(Pods, pods => !pods.Items.Any());
        await UntilAsync(ReplicaSets, sets => !sets.Items.Any());
    }

    [Test]
    public async Task An_orphaned_replica_set_keeps_its_pods()
    {
        (await Api.PostAsync(ReplicaSets, """
            {"metadata":{"name":"web"},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i"}]}}}}
            """)).Gives(201);
        var pod = (await UntilAsync(Pods, pods => pods.Items.Any())).Names.Single();
        (await Api.DeleteAsync($"{ReplicaSets}/web", """{"propagationPolicy":"Orphan"}""")).Gives(200);
        await UntilAsync($"{ReplicaSets}/web", gone => gone.Status == 404);
        (await Api.GetAsync($"{Pods}/{pod}")).Gives(200).Has("metadata.ownerReferences", null);
    }

    private static string Owned(Answer owner) => $$""" "ownerReferences":[{{Reference(owner)}}] """;

    private static string Reference(Answer owner) =>
        $$"""{"apiVersion":"v1","kind":"ConfigMap","name":"{{owner.Name}}","uid":"{{owner.Uid}}","blockOwnerDeletion":true}""";

    private async Task<Answer> CreateAsync(string name, string? metadata = null) =>
        (await Api.PostAsync(ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"{{{(metadata is null ? "" : "," + metadata)}}}}}""")).Gives(201);

    private async Task PodAsync(string name, string spec, string? metadata = null) => (await Api.PostAsync(Pods,
        $$$"""
        {"metadata":{"name":"{{{name}}}"{{{(metadata is null ? "" : "," + metadata)}}}},"spec":{{{{spec}}}"containers":[{"name":"c","image":"i"}]}}
        """)).Gives(201);
}
