using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;
using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class InformerTests : IDisposable
{
    private readonly ApiCore core = new(new ScaledTimeProvider());
    private readonly Informer<ConfigMap> informer = new(ResourceTypes.ConfigMaps);
    private readonly CancellationTokenSource stopping = new(TimeSpan.FromSeconds(30), TimeProvider.System);
    private Task running = Task.CompletedTask;

    private InProcessClient Client => new(core, "test");

    [SetUp]
    public async Task StartAsync()
    {
        running = informer.RunAsync(Client, TimeProvider.System, failure => Assert.Fail(failure.ToString()), stopping.Token);
        await informer.WaitForSyncAsync(stopping.Token);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await running;
    }

    public void Dispose() => stopping.Dispose();

    [Test]
    public async Task An_answer_that_is_slower_than_the_deletion_brings_nothing_back()
    {
        var created = await CreateAsync("a");
        await UntilAsync(() => informer.Find("default", "a") is not null);
        await Client.DeleteAsync(ResourceTypes.ConfigMaps, "default", "a", null, stopping.Token);
        await UntilAsync(() => informer.Find("default", "a") is null);

        informer.Observe(created);

        Assert.That(informer.Find("default", "a"), Is.Null);
    }

    [Test]
    public async Task An_old_answer_does_not_replace_a_newer_object()
    {
        var created = await CreateAsync("a");
        var changed = await Client.PatchAsync(
            ResourceTypes.ConfigMaps, "default", "a", new JsonObject { ["data"] = new JsonObject { ["k"] = "v" } }, stopping.Token);
        informer.Observe(changed);

        informer.Observe(created);

        Assert.That(informer.Find("default", "a")!.Data["k"], Is.EqualTo("v"));
    }

    [Test]
    public async Task A_watch_that_fell_behind_lists_again()
    {
        await CreateAsync("a");
        await UntilAsync(() => informer.Find("default", "a") is not null);
        var lagging = new Informer<ConfigMap>(ResourceTypes.ConfigMaps);
        var flaky = new ForgetfulClient(Client);
        var task = lagging.RunAsync(flaky, TimeProvider.System, failure => Assert.Fail(failure.ToString()), stopping.Token);

        await lagging.WaitForSyncAsync(stopping.Token);
        await flaky.ListedAgain.WaitAsync(stopping.Token);
        await CreateAsync("b");
        await UntilAsync(() => informer.Find("default", "b") is not null);

        Assert.That(lagging.Find("default", "a"), Is.Not.Null);
        await stopping.CancelAsync();
        await task;
    }

    private Task<ApiObject> CreateAsync(string name) =>
        Client.CreateAsync(ResourceTypes.ConfigMaps, "default", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, stopping.Token);

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            stopping.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Remembers nothing the first time that it is asked to watch.</summary>
    private sealed class ForgetfulClient(IApiClient inner) : IApiClient
    {
        private readonly TaskCompletionSource listedAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int lists;
        private bool forgot;

        public Task ListedAgain => listedAgain.Task;

        public async Task<ApiList> ListAsync(ResourceType type, string? @namespace, CancellationToken cancellationToken)
        {
            var list = await inner.ListAsync(type, @namespace, cancellationToken);
            if (++lists > 1)
            {
                listedAgain.TrySetResult();
            }

            return list;
        }

        public IAsyncEnumerable<ApiEvent> WatchAsync(ResourceType type, long resourceVersion, CancellationToken cancellationToken)
        {
            if (forgot)
            {
                return inner.WatchAsync(type, resourceVersion, cancellationToken);
            }

            forgot = true;
            throw ApiException.Expired("too old resource version");
        }

        public Task<ApiObject?> GetAsync(ResourceType type, string? @namespace, string name, CancellationToken cancellationToken) =>
            inner.GetAsync(type, @namespace, name, cancellationToken);

        public Task<ApiObject> CreateAsync(
            ResourceType type, string? @namespace, JsonObject body, CancellationToken cancellationToken, string? subresource = null, string? name = null) =>
            inner.CreateAsync(type, @namespace, body, cancellationToken, subresource, name);

        public Task<ApiObject> UpdateAsync(
            ResourceType type, string? @namespace, string name, JsonObject body, CancellationToken cancellationToken, string? subresource = null) =>
            inner.UpdateAsync(type, @namespace, name, body, cancellationToken, subresource);

        public Task<ApiObject> PatchAsync(
            ResourceType type, string? @namespace, string name, JsonNode patch, CancellationToken cancellationToken, string? subresource = null,
            PatchKind kind = PatchKind.Merge) =>
            inner.PatchAsync(type, @namespace, name, patch, cancellationToken, subresource, kind);

        public Task DeleteAsync(ResourceType type, string? @namespace, string name, DeleteOptions? options, CancellationToken cancellationToken) =>
            inner.DeleteAsync(type, @namespace, name, options, cancellationToken);
    }
}
