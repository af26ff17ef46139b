using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;
using CniMigration.Migration.Errors;
using Inputs = System.Collections.Immutable.ImmutableDictionary<string, Pulumi.Experimental.PropertyValue>;

namespace CniMigration.Tests.Provider.Resources;

/// <summary>Nodes that go, come, or are replaced by others of the same name between the list and the patch.</summary>
[TestFixture]
[CancelAfter(60_000)]
internal sealed class VanishingNodesTests : ProviderFixture
{
    private const string Selector = "eks.amazonaws.com/nodegroup=ng-1";

    [SetUp]
    public async Task NodesAsync()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(Manifests.Node("old-2", "ng-1"));
    }

    [Test]
    public async Task One_that_vanishes_is_not_missed([Values("NodeLabels", "NodeCordon")] string resource, [Values] bool onTheWayBack)
    {
        var created = await CreateWhileAsync(resource, onTheWayBack ? null : () => Delete("old-1"));
        if (onTheWayBack)
        {
            await WhilePatchedAsync("old-1", () => Delete("old-1"), () => DeleteAsync(resource, created, For(resource)));
        }

        Assert.That(await Cluster.FindAsync(ResourceTypes.Nodes, null, "old-1"), Is.Null);
        Assert.That(await IsChangedAsync(resource, "old-2"), Is.EqualTo(!onTheWayBack));
        await DeleteAsync(resource, created, For(resource));
        Assert.That(await IsChangedAsync(resource, "old-2"), Is.False);
    }

    [Test]
    public async Task One_that_takes_the_name_of_another_is_changed_like_it_and_back_again([Values("NodeLabels", "NodeCordon")] string resource)
    {
        var created = await CreateWhileAsync(resource, () => Replace("old-1"));
        Assert.That(await IsChangedAsync(resource, "old-1"), Is.True);

        await DeleteAsync(resource, created, For(resource));
        Assert.That(await IsChangedAsync(resource, "old-1"), Is.False);
    }

    [Test]
    public async Task One_that_takes_the_name_of_another_on_the_way_back_is_left_alone([Values("NodeLabels", "NodeCordon")] string resource)
    {
        var created = await CreateWhileAsync(resource, null);
        await WhilePatchedAsync("old-1", () => Replace("old-1", "unschedulable: true"), () => DeleteAsync(resource, created, For(resource)));

        Assert.That((bool?)(await NodeAsync("old-1"))["spec"]?["unschedulable"], Is.True, "theirs");
        Assert.That(await IsChangedAsync(resource, "old-2"), Is.False);
    }

    [Test]
    public async Task One_that_another_owner_takes_over_on_the_way_back_is_left_to_it([Values("NodeLabels", "NodeCordon")] string resource)
    {
        var created = await CreateWhileAsync(resource, null);
        var taken = (JsonObject)JsonNode.Parse((await NodeAsync("old-1")).ToJsonString().Replace(created.Id!, "another", StringComparison.Ordinal))!;
        await WhilePatchedAsync(
            "old-1", () =>
                Cluster.Core.Update(ResourceTypes.Nodes, null, "old-1", taken, new WriteContext("another")), () =>
                    DeleteAsync(resource, created, For(resource)));

        Assert.That(await IsChangedAsync(resource, "old-1"), Is.True);
        Assert.That(await IsChangedAsync(resource, "old-2"), Is.False);
    }

    [Test]
    public async Task One_that_joins_after_the_list_is_changed_in_the_same_run([Values("NodeLabels", "NodeCordon")] string resource)
    {
        var created = await CreateWhileAsync(resource, () => Join("old-9"));
        Assert.That(created.Outputs.List("nodes"), Is.EqualTo(new[] { "old-1", "old-2", "old-9" }));
        Assert.That(await IsChangedAsync(resource, "old-9"), Is.True);
    }

    [Test]
    public void Nodes_that_come_without_end_are_told_of([Values("NodeLabels", "NodeCordon")] string resource)
    {
        var number = 100;
        Cluster.Core.Gate.Faults = request =>
        {
            if (request is { Verb: "patch", User.Name: "admin" })
            {
                Join($"old-{Interlocked.Increment(ref number)}");
            }

            return null;
        };
        Assert.That(
            async () => await CreateAsync(resource, For(resource)),
            Throws.InstanceOf<MigrationException>().With.Message.Contains("passes these still were not: old-1"));
    }

    private static Inputs For(string resource) => resource == "NodeLabels"
        ? Values.Of(("stage", "pin-aws-node"), ("nodeSelector", Selector), ("labels", new Dictionary<string, string> { ["cni"] = "aws-cni" }))
        : Values.Of(("stage", "cordon"), ("nodeSelector", Selector));

    private async Task<Pulumi.Experimental.Provider.CreateResponse> CreateWhileAsync(string resource, Action? meanwhile)
    {
        Pulumi.Experimental.Provider.CreateResponse? created = null;
        await WhilePatchedAsync("old-1", meanwhile ?? (() => { }), async () => created = await CreateAsync(resource, For(resource)));
        return created!;
    }

    /// <summary>Lets something happen when the first patch of the node is on its way.</summary>
    private async Task WhilePatchedAsync(string node, Action meanwhile, Func<Task> run)
    {
        var patched = 0;
        Cluster.Core.Gate.Faults = request =>
        {
            if (request is { Verb: "patch", Resource: "nodes", User.Name: "admin" } && request.Name == node && Interlocked.Increment(ref patched) == 1)
            {
                meanwhile();
            }

            return null;
        };
        await run();
        Cluster.Core.Gate.Faults = null;
        Assert.That(patched, Is.Positive);
    }

    private void Delete(string name) => Cluster.Core.Delete(ResourceTypes.Nodes, null, name, new DeleteOptions { GracePeriodSeconds = 0 });

    private void Join(string name, string spec = "") => Cluster.Core.Create(
        ResourceTypes.Nodes, null, (JsonObject)YamlDocuments.ParseAll(Manifests.Node(name, "ng-1", spec: spec)).Single()!, new WriteContext("cloud"));

    private void Replace(string name, string spec = "")
    {
        Delete(name);
        Join(name, spec);
    }

    private async Task<bool> IsChangedAsync(string resource, string name)
    {
        var node = await NodeAsync(name);
        var isOnRecord = node["metadata"]!["annotations"]?.AsObject().Any(entry => entry.Key.StartsWith("cni-migration.io/", StringComparison.Ordinal)) == true;
        var isDone = resource == "NodeLabels" ? (string?)node["metadata"]!["labels"]!["cni"] == "aws-cni" : (bool?)node["spec"]?["unschedulable"] == true;
        Assert.That(isDone, Is.EqualTo(isOnRecord), $"{name} is changed if, and only if, that is on record");
        return isDone;
    }
}
