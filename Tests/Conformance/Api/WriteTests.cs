using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class WriteTests(ServerKind kind) : ConformanceTest(kind)
{
    private const string Template = """{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""";

    [Test]
    public async Task What_is_created_gets_an_identity()
    {
        var created = (await Api.PostAsync(ConfigMaps, """{"metadata":{"name":"one","labels":{"a":"b"}},"data":{"k":"v"}}""")).Gives(201);
        created.Has("kind", "ConfigMap").Has("apiVersion", "v1").Has("metadata.namespace", Namespace).Has("data.k", "v");
        Assert.That(Guid.TryParse(created.Uid, out _), Is.True);
        Assert.That((string?)created["metadata.creationTimestamp"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"));
        (await Api.GetAsync($"{ConfigMaps}/one")).Gives(200).Has("metadata.uid", created.Uid).Has("metadata.resourceVersion", created.Version);
    }

    [Test]
    public async Task A_name_that_is_taken_is_a_conflict()
    {
        await CreateAsync("one");
        var refusal = (await Api.PostAsync(ConfigMaps, """{"metadata":{"name":"one"}}""")).Refuses(409, "AlreadyExists", "configmaps \"one\" already exists");
        refusal.Has("details.name", "one").Has("details.kind", "configmaps");
    }

    [Test]
    public async Task A_replacement_of_an_old_version_is_a_conflict()
    {
        var first = await CreateAsync("one");
        (await Api.PutAsync($"{ConfigMaps}/one", """{"metadata":{"name":"one"},"data":{"k":"2"}}""")).Gives(200);
        var stale = await Api.PutAsync($"{ConfigMaps}/one", $$$"""{"metadata":{"name":"one","resourceVersion":"{{{first.Version}}}"},"data":{"k":"3"}}""");
        stale.Refuses(409, "Conflict",
            "Operation cannot be fulfilled on configmaps \"one\": the object has been modified; please apply your changes to the latest version and try again");
        stale.Has("details.name", "one").Has("details.kind", "configmaps");
    }

    [Test]
    public async Task A_patch_may_name_the_version_that_it_is_for()
    {
        var first = await CreateAsync("one");
        var body = $$$"""{"metadata":{"resourceVersion":"{{{first.Version}}}"},"data":{"k":"2"}}""";
        (await Api.PatchAsync($"{ConfigMaps}/one", body)).Gives(200);
        (await Api.PatchAsync($"{ConfigMaps}/one", body)).Refuses(409, "Conflict", "the object has been modified");
    }

    [Test]
    public async Task A_replacement_of_another_object_of_the_same_name_is_a_conflict()
    {
        await CreateAsync("one");
        var other = await Api.PutAsync($"{ConfigMaps}/one", """{"metadata":{"name":"one","uid":"9b0e2a8e-0000-4000-8000-000000000000"}}""");
        other.Refuses(409, "Conflict", "Precondition failed: UID in precondition: 9b0e2a8e-0000-4000-8000-000000000000, UID in object meta:");
    }

    [Test]
    public async Task A_replacement_of_what_is_not_there_is_not_found()
    {
        (await Api.PutAsync($"{ConfigMaps}/none", """{"metadata":{"name":"none"}}""")).Refuses(404, "NotFound", "configmaps \"none\" not found");
        (await Api.PatchAsync($"{ConfigMaps}/none", "{}")).Refuses(404, "NotFound", "configmaps \"none\" not found");
        (await Api.GetAsync($"{Deployments}/none"))
            .Refuses(404, "NotFound", "deployments.apps \"none\" not found")
            .Has("details.group", "apps")
            .Has("details.kind", "deployments");
    }

    [Test]
    public async Task A_generated_name_starts_as_asked_and_is_unique()
    {
        var first = (await Api.PostAsync(ConfigMaps, """{"metadata":{"generateName":"some-"}}""")).Gives(201);
        var second = (await Api.PostAsync(ConfigMaps, """{"metadata":{"generateName":"some-"}}""")).Gives(201);
        Assert.That(first.Name, Does.Match("^some-[bcdfghjklmnpqrstvwxz2456789]{5}$"));
        Assert.That(second.Name, Is.Not.EqualTo(first.Name));
        first.Has("metadata.generateName", "some-");
    }

    [Test]
    public async Task A_missing_or_bad_name_is_invalid()
    {
        (await Api.PostAsync(ConfigMaps, """{"metadata":{}}""")).Refuses(422, "Invalid", "name or generateName is required");
        var bad = (await Api.PostAsync(ConfigMaps, """{"metadata":{"name":"Not_A_Name"}}"""))
            .Refuses(422, "Invalid", "ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value: \"Not_A_Name\"");
        bad.Has("details.causes.0.field", "metadata.name").Has("details.causes.0.reason", "FieldValueInvalid");
    }

    [Test]
    public async Task All_faults_of_an_object_are_told_at_once()
    {
        var refusal = await Api.PostAsync(
            Deployments,
            """
            {"metadata":{"name":"bad"},"spec":{"selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"b"}},
            "spec":{"containers":[{"name":"c"}]}}}}
            """);
        refusal.Refuses(422, "Invalid", "Deployment.apps \"bad\" is invalid");
        Assert.That(
            refusal.Message,
            Does
                .Contain("spec.template.metadata.labels: Invalid value: map[string]string{\"app\":\"b\"}: `selector` does not match template `labels`")
                .And.Contain("spec.template.spec.containers[0].image: Required value"));
        refusal.Has("details.causes.0.field", "spec.template.metadata.labels");
    }

    [Test]
    public async Task A_selector_never_changes()
    {
        await CreateDeploymentAsync();
        (await Api.PatchAsync($"{Deployments}/one", """{"spec":{"selector":{"matchLabels":{"other":"x"}},"template":{"metadata":{"labels":{"other":"x"}}}}}"""))
            .Refuses(422, "Invalid", "field is immutable");
    }

    [Test]
    public async Task Nothing_is_created_in_a_namespace_that_is_not_there() =>
        (await Api.PostAsync("/api/v1/namespaces/nobody-made-it/configmaps", """{"metadata":{"name":"one"}}"""))
            .Refuses(404, "NotFound", "namespaces \"nobody-made-it\" not found");

    [Test]
    public async Task What_is_sent_must_fit_where_it_is_sent()
    {
        (await Api.PostAsync(ConfigMaps, """{"kind":"Secret","apiVersion":"v1","metadata":{"name":"one"}}""")).Refuses(400, "BadRequest");
        (await Api.PostAsync(ConfigMaps, """{"metadata":{"name":"one","namespace":"another"}}"""))
            .Refuses(400, "BadRequest", "the namespace of the provided object does not match the namespace sent on the request");
        await CreateAsync("one");
        (await Api.PutAsync($"{ConfigMaps}/one", """{"metadata":{"name":"two"}}"""))
            .Refuses(400, "BadRequest", "the name of the object (two) does not match the name on the URL (one)");
        (await Api.PostAsync(ConfigMaps, """{"metadata":{"name":"two","resourceVersion":"1"}}"""))
            .Gives(500)
            .Has("message", "resourceVersion should not be set on objects to be created");
        (await Api.PostAsync(ConfigMaps, "{nonsense")).Refuses(400, "BadRequest");
        (await Api.PostAsync(ConfigMaps, """{"metadata":{"name":"two"},"data":{"k":1}}""")).Refuses(400, "BadRequest");
    }

    [Test]
    public async Task A_generation_counts_changes_of_the_spec_only()
    {
        var created = await CreateDeploymentAsync();
        created.Has("metadata.generation", 1);
        (await Api.PatchAsync($"{Deployments}/one", """{"metadata":{"labels":{"x":"y"}}}""")).Has("metadata.generation", 1);
        (await Api.PatchAsync($"{Deployments}/one", """{"spec":{"minReadySeconds":1}}""")).Has("metadata.generation", 2);
        (await Api.PatchAsync($"{Deployments}/one/status", """{"status":{"observedGeneration":2}}""")).Has("metadata.generation", 2);
    }

    [Test]
    public async Task A_change_that_changes_nothing_makes_no_new_version()
    {
        var created = await CreateAsync("one");
        (await Api.PatchAsync($"{ConfigMaps}/one", """{"data":{"k":"v"}}""")).Gives(200).Has("metadata.resourceVersion", created.Version);
    }

    [Test]
    public async Task A_dry_run_answers_as_if_and_stores_nothing()
    {
        var created = (await Api.PostAsync($"{ConfigMaps}?dryRun=All", """{"metadata":{"name":"one"}}""")).Gives(201);
        Assert.That(created.Uid, Is.Not.Empty);
        (await Api.GetAsync($"{ConfigMaps}/one")).Gives(404);
        await CreateAsync("one");
        (await Api.PatchAsync($"{ConfigMaps}/one?dryRun=All", """{"data":{"k":"w"}}""")).Gives(200).Has("data.k", "w");
        (await Api.DeleteAsync($"{ConfigMaps}/one?dryRun=All")).Gives(200);
        (await Api.GetAsync($"{ConfigMaps}/one")).Gives(200).Has("data.k", "v");
        (await Api.PostAsync($"{ConfigMaps}?dryRun=some", """{"metadata":{"name":"two"}}""")).Refuses(422, "Invalid");
    }

    [Test]
    public async Task A_pod_gets_what_every_pod_has()
    {
        var pod = (await Api.PostAsync(Pods, """{"metadata":{"name":"one"},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i:1"}]}}"""))
            .Gives(201);
        pod
            .Has("spec.restartPolicy", "Always")
            .Has("spec.dnsPolicy", "ClusterFirst")
            .Has("spec.terminationGracePeriodSeconds", 30)
            .Has("spec.serviceAccountName", "default")
            .Has("spec.enableServiceLinks", true)
            .Has("spec.preemptionPolicy", "PreemptLowerPriority")
            .Has("spec.priority", 0)
            .Has("status.phase", "Pending")
            .Has("status.qosClass", "BestEffort")
            .Has("spec.containers.0.imagePullPolicy", "IfNotPresent").Has("spec.containers.0.terminationMessagePath", "/dev/termination-log");
        pod.HasJson("spec.tolerations", """
            [{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},
             {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}]
            """);
    }

    [Test]
    public async Task What_a_pod_leaves_open_follows_from_what_it_says()
    {
        var pod = (await Api.PostAsync(Pods, """
            {"metadata":{"name":"one"},"spec":{"priorityClassName":"system-node-critical","containers":[{"name":"c","image":"i:1",
             "resources":{"limits":{"cpu":"1","memory":"1Gi"}},"readinessProbe":{"httpGet":{"port":80}}}]}}
            """)).Gives(201);
        pod.Has("spec.schedulerName", "default-scheduler")
            .Has("spec.priority", 2_000_001_000)
            .Has("spec.containers.0.resources.requests.cpu", "1")
            .Has("spec.containers.0.readinessProbe.failureThreshold", 3)
            .Has("status.qosClass", "Guaranteed");
    }

    [Test]
    public async Task A_running_pods_spec_is_fixed_but_for_a_few_fields()
    {
        (await Api.PostAsync(Pods, """{"metadata":{"name":"one"},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i:1"}]}}""")).Gives(201);
        (await Api.PatchAsync($"{Pods}/one", """{"spec":{"nodeSelector":{"a":"b"}}}"""))
            .Refuses(422, "Invalid", "pod updates may not change fields other than");
        (await Api.PatchAsync($"{Pods}/one", """[{"op":"replace","path":"/spec/containers/0/image","value":"i:2"}]""", Clients.ApiClient.Json))
            .Gives(200)
            .Has("spec.containers.0.image", "i:2");
    }

    [Test]
    public async Task A_deployment_gets_its_strategy()
    {
        var created = await CreateDeploymentAsync();
        created
            .Has("spec.replicas", 1)
            .Has("spec.strategy.type", "RollingUpdate")
            .Has("spec.strategy.rollingUpdate.maxSurge", "25%")
            .Has("spec.strategy.rollingUpdate.maxUnavailable", "25%")
            .Has("spec.revisionHistoryLimit", 10).Has("spec.progressDeadlineSeconds", 600);
    }

    [Test]
    public async Task A_namespace_that_is_going_takes_nothing_new()
    {
        (await Api.PostAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{Namespace}}}-going"}}""")).Gives(201);
        var path = $"/api/v1/namespaces/{Namespace}-going";
        (await Api.PostAsync($"{path}/configmaps", """{"metadata":{"name":"held","finalizers":["example.com/held"]}}""")).Gives(201);
        (await Api.DeleteAsync(path)).Gives(200).Has("status.phase", "Terminating");
        (await Api.PostAsync($"{path}/configmaps", """{"metadata":{"name":"late"}}""")).Refuses(403, "Forbidden", "because it is being terminated")
            .Has("details.causes.0.reason", "NamespaceTerminating");
        (await Api.PatchAsync($"{path}/configmaps/held", """{"metadata":{"finalizers":null}}""")).Gives(200);
        await UntilAsync(path, answer => answer.Status == 404);
    }

    private async Task<Clients.Answer> CreateAsync(string name) =>
        (await Api.PostAsync(ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"},"data":{"k":"v"}}""")).Gives(201);

    private async Task<Clients.Answer> CreateDeploymentAsync() => (await Api.PostAsync(Deployments,
        $$$"""{"metadata":{"name":"one"},"spec":{"paused":true,"selector":{"matchLabels":{"app":"a"}},"template":{{{Template}}}}}""")).Gives(201);
}
