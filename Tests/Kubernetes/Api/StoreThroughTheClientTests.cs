using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;
using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class StoreThroughTheClientTests
{
    private readonly ApiCore core = new(new ScaledTimeProvider());

    private InProcessClient Client => new(core, "test");

    [Test]
    public async Task An_object_is_created_patched_watched_and_deleted()
    {
        var token = TestContext.CurrentContext.CancellationToken;
        var list = await Client.ListAsync(ResourceTypes.ConfigMaps, null, token);
        var created = await Client.CreateAsync(ResourceTypes.ConfigMaps, "default", Named("a"), token);
        Assert.That(created.Uid, Is.Not.Empty);

        var patched = await Client.PatchAsync(ResourceTypes.ConfigMaps, "default", "a",
            new JsonObject { ["data"] = new JsonObject { ["key"] = "value" } }, token);
        Assert.That(patched.ResourceVersion, Is.GreaterThan(created.ResourceVersion));
        Assert.That((string?)patched.ToJson()["data"]!["key"], Is.EqualTo("value"));

        await Client.DeleteAsync(ResourceTypes.ConfigMaps, "default", "a", null, token);
        Assert.That(await Client.GetAsync(ResourceTypes.ConfigMaps, "default", "a", token), Is.Null);

        var kinds = new List<ApiEventKind>();
        await foreach (var change in Client.WatchAsync(ResourceTypes.ConfigMaps, list.ResourceVersion, token))
        {
            kinds.Add(change.Kind);
            if (change.Kind == ApiEventKind.Deleted)
            {
                break;
            }
        }

        Assert.That(kinds, Is.EqualTo(new[] { ApiEventKind.Added, ApiEventKind.Modified, ApiEventKind.Deleted }));
    }

    [Test]
    public async Task A_stale_update_is_a_conflict()
    {
        var token = TestContext.CurrentContext.CancellationToken;
        var created = await Client.CreateAsync(ResourceTypes.ConfigMaps, "default", Named("stale"), token);
        await Client.PatchAsync(ResourceTypes.ConfigMaps, "default", "stale", new JsonObject { ["data"] = new JsonObject { ["x"] = "y" } }, token);

        var refusal = Assert.ThrowsAsync<ApiException>(
            () => Client.UpdateAsync(ResourceTypes.ConfigMaps, "default", "stale", created.ToJson(), token));

        Assert.That(refusal!.IsConflict, Is.True);
        Assert.That(refusal.Message, Does.StartWith("Operation cannot be fulfilled on configmaps \"stale\": the object has been modified"));
    }

    private static JsonObject Named(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };
}
