using System.Collections.Immutable;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Provider;
using Pulumi;
using Pulumi.Experimental.Provider;
using Inputs = System.Collections.Immutable.ImmutableDictionary<string, Pulumi.Experimental.PropertyValue>;

namespace CniMigration.Tests.Provider;

/// <summary>The provider as the engine sees it, over HTTP, with a cluster of its own for each test.</summary>
internal abstract class ProviderFixture
{
    protected StillCluster Cluster { get; private set; } = null!;

    protected EngineLog Log { get; private set; } = null!;

    protected CniMigrationProvider Provider { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task StartAsync()
    {
        Cluster = await StillCluster.StartAsync();
        Log = new EngineLog();
        Provider = new CniMigrationProvider(Log, Cluster.Time);
        await ConfigureAsync(Cluster.Kubeconfig);
    }

    [TearDown]
    public async Task StopAsync()
    {
        Provider.Dispose();
        await Cluster.DisposeAsync();
    }

    protected Task ConfigureAsync(object kubeconfig) =>
        Provider.Configure(
            new ConfigureRequest(ImmutableDictionary<string, string>.Empty, Values.Of(("kubeconfig", kubeconfig)), true, true, true, true), Token);

    protected static Urn UrnOf(string resource, string name = "it") => new($"urn:pulumi:dev::cni-migration::cnimigration:index:{resource}::{name}");

    /// <summary>Checks, and insists that there is nothing to complain about.</summary>
    protected async Task<Inputs> CheckedAsync(string resource, Inputs inputs)
    {
        var response = await CheckAsync(resource, inputs);
        Assert.That(response.Failures?.Select(failure => $"{failure.Property}: {failure.Reason}"), Is.Empty);
        return response.Inputs!.ToImmutableDictionary();
    }

    protected Task<CheckResponse> CheckAsync(string resource, Inputs inputs) =>
        Provider.Check(new CheckRequest(UrnOf(resource), [], inputs, []), Token);

    protected async Task<CreateResponse> CreateAsync(string resource, Inputs inputs, bool preview = false, TimeSpan timeout = default) =>
        await Provider.Create(new CreateRequest(UrnOf(resource), await CheckedAsync(resource, inputs), timeout, preview), Token);

    protected async Task<UpdateResponse> UpdateAsync(string resource, CreateResponse before, Inputs was, Inputs now, bool preview = false) =>
        await Provider.Update(
            new UpdateRequest(
                UrnOf(resource), before.Id!, before.Outputs!.ToImmutableDictionary(), await CheckedAsync(resource, now), TimeSpan.Zero, [], preview,
                await CheckedAsync(resource, was)),
            Token);

    protected Task DeleteAsync(string resource, CreateResponse created, Inputs inputs) =>
        Provider.Delete(new DeleteRequest(UrnOf(resource), created.Id!, created.Outputs!.ToImmutableDictionary(), TimeSpan.Zero, inputs), Token);

    protected Task<ReadResponse> ReadAsync(string resource, CreateResponse created, Inputs inputs) =>
        Provider.Read(new ReadRequest(UrnOf(resource), created.Id!, created.Outputs!.ToImmutableDictionary(), inputs), Token);

    protected Task<DiffResponse> DiffAsync(string resource, Inputs before, Inputs after, params string[] ignored) =>
        Provider.Diff(new DiffRequest(UrnOf(resource), "id", before, after, [.. ignored], before), Token);

    protected async Task<Inputs> InvokeAsync(string function, params (string Name, object? Value)[] arguments)
    {
        var response = await Provider.Invoke(new InvokeRequest($"cnimigration:index:{function}", Values.Of(arguments)), Token);
        Assert.That(response.Failures?.Select(failure => $"{failure.Property}: {failure.Reason}") ?? [], Is.Empty);
        return response.Return!.ToImmutableDictionary();
    }

    protected Task<System.Text.Json.Nodes.JsonObject> NodeAsync(string name) => Cluster.GetAsync(ResourceTypes.Nodes, null, name);

    protected static IEnumerable<TestCaseData> ResourceNames() =>
        CniMigration.Provider.Resources.ResourceHandlers.All.Select(handler => new TestCaseData(handler.Schema.Name));
}
