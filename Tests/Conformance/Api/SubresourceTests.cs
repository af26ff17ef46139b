using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class SubresourceTests(ServerKind kind) : ConformanceTest(kind)
{
    private const string WaitingPod = """{"metadata":{"name":"one"},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i"}]}}""";

    [Test]
    public async Task The_status_is_changed_by_its_subresource_only()
    {
        (await Api.PostAsync(Pods, WaitingPod)).Gives(201);
        (await Api.PatchAsync($"{Pods}/one", """{"status":{"phase":"Running"}}""")).Gives(200).Has("status.phase", "Pending");
        (await Api.PatchAsync($"{Pods}/one/status", """{"metadata":{"labels":{"x":"y"}},"spec":{"nodeName":"n"},"status":{"reason":"Because"}}""")).Gives(200)
            .Has("status.reason", "Because").Has("spec.nodeName", null).Has("metadata.labels.x", "y");
        (await Api.GetAsync($"{Pods}/one/status")).Gives(200).Has("status.reason", "Because").Has("spec.schedulerName", "nobody");
    }

    [Test]
    public async Task A_status_sent_at_creation_is_dropped()
    {
        var created = await Api.PostAsync(Deployments, """
            {"metadata":{"name":"web"},"spec":{"paused":true,"replicas":0,"selector":{"matchLabels":{"app":"a"}},
             "template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"c","image":"i"}]}}},
             "status":{"replicas":5}}
            """);
        created.Gives(201).Has("status.replicas", null);
    }

    [Test]
    public async Task A_scale_shows_and_sets_the_replicas()
    {
        (await Api.PostAsync(Deployments, """
            {"metadata":{"name":"web"},"spec":{"paused":true,"replicas":0,"selector":{"matchLabels":{"app":"a"},"matchExpressions":[{"key":"b",
             "operator":"DoesNotExist"}]},
             "template":{"metadata":{"labels":{"app":"a"}},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i"}]}}}}
            """)).Gives(201);
        var scale = (await Api.GetAsync($"{Deployments}/web/scale")).Gives(200);
        scale
            .Has("kind", "Scale")
            .Has("apiVersion", "autoscaling/v1")
            .Has("metadata.name", "web")
            .Has("spec.replicas", null)
            .Has("status.replicas", 0)
            .Has("status.selector", "app=a,!b");
        (await Api.PatchAsync($"{Deployments}/web/scale", """{"spec":{"replicas":2}}""")).Gives(200).Has("spec.replicas", 2);
        (await Api.GetAsync($"{Deployments}/web")).Has("spec.replicas", 2).Has("metadata.generation", 2);
        (await Api.PutAsync(
            $"{Deployments}/web/scale",
            $$$"""{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"web","namespace":"{{{Namespace}}}"},"spec":{"replicas":3}}"""))
            .Gives(200);
        (await Api.GetAsync($"{Deployments}/web")).Has("spec.replicas", 3);
        (await Api.PatchAsync($"{Deployments}/web/scale", """{"spec":{"replicas":-1}}"""))
            .Refuses(422, "Invalid", "spec.replicas: Invalid value: -1: must be greater than or equal to 0");
        (await Api.GetAsync($"{Deployments}/none/scale")).Refuses(404, "NotFound", "deployments/scale.apps \"none\" not found");
    }

    [Test]
    public async Task A_scale_of_an_old_version_is_a_conflict()
    {
        (await Api.PostAsync(ReplicaSets, """
            {"metadata":{"name":"web"},"spec":{"replicas":0,"selector":{"matchLabels":{"app":"a"}},
             "template":{"metadata":{"labels":{"app":"a"}},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i"}]}}}}
            """)).Gives(201);
        (await Api.PutAsync(
            $"{ReplicaSets}/web/scale", $$$"""{"metadata":{"name":"web","namespace":"{{{Namespace}}}","resourceVersion":"1"},"spec":{"replicas":3}}"""))
            .Refuses(409, "Conflict", "the object has been modified");
    }

    [Test]
    public async Task A_pod_is_bound_once()
    {
        (await Api.PostAsync(Pods, WaitingPod)).Gives(201);
        const string binding = """{"metadata":{"name":"one"},"target":{"apiVersion":"v1","kind":"Node","name":"somewhere"}}""";
        (await Api.PostAsync($"{Pods}/one/binding", binding)).Gives(201).Has("kind", "Status").Has("status", "Success");
        var bound = await Api.GetAsync($"{Pods}/one");
        bound.Has("spec.nodeName", "somewhere");
        Assert.That(
            bound["status.conditions"]!.AsArray().Any(condition => (string?)condition!["type"] == "PodScheduled" && (string?)condition["status"] == "True"),
            Is.True);
        var again = (await Api.PostAsync($"{Pods}/one/binding", binding)).Refuses(409, "Conflict", "pod one is already assigned to node \"somewhere\"");
        Assert.That(again.Message, Does.StartWith("Operation cannot be fulfilled on pods/binding \"one\""));
    }

    [Test]
    public async Task A_binding_needs_a_pod_and_a_node()
    {
        (await Api.PostAsync(Pods, WaitingPod)).Gives(201);
        (await Api.PostAsync($"{Pods}/one/binding", """{"metadata":{"name":"one"},"target":{"kind":"Node","name":""}}"""))
            .Gives(500)
            .Has("message", "target.name: Required value");
        (await Api.PostAsync($"{Pods}/none/binding", """{"metadata":{"name":"none"},"target":{"kind":"Node","name":"n"}}"""))
            .Refuses(404, "NotFound", "pods \"none\" not found");
    }

    [Test]
    public async Task A_namespace_is_finalized_by_its_subresource()
    {
        (await Api.GetAsync($"/api/v1/namespaces/{Namespace}")).Has("spec.finalizers.0", "kubernetes").Has("status.phase", "Active");
        (await Api.PatchAsync($"/api/v1/namespaces/{Namespace}", """{"spec":{"finalizers":[]}}""")).Gives(200).Has("spec.finalizers.0", "kubernetes");
    }
}
