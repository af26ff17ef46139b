namespace CniMigration.Tests.Rights;

/// <summary>The project's roles are exactly what a migration needs: with them nothing is forbidden, and without any one rule something is, by name.</summary>
internal abstract class RightsTests
{
    private RightsServer server = null!;
    private Operations operations = null!;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource patience = new(Patience, TimeProvider.System);

    protected abstract Task<RightsServer> StartServerAsync(CancellationToken cancellationToken);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await StartServerAsync(patience.Token);
        foreach (var manifest in MigrationRule.Objects)
        {
            await CniMigration.Simulator.Manifests.ManifestFiles.CreateAsync(server.Administrator, [manifest], patience.Token);
        }

        await Seeds.PlantAsync(server.Administrator, patience.Token);
        operations = await Operations.StartAsync(server, patience.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        patience.Dispose();
        operations?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Rules))]
    public async Task Without_a_rule_what_needs_it_fails_and_names_the_right(MigrationRule rule)
    {
        Assert.That(Operations.ByRule, Contains.Key(rule.ToString()), "every rule is there for something");
        var operation = Operations.ByRule[rule.ToString()];
        await server.SetAsync(rule, granted: false, patience.Token);
        try
        {
            Assert.That(await ComplaintAsync(operation), Does.Contain(operation.Refusal));
        }
        finally
        {
            await server.SetAsync(rule, granted: true, patience.Token);
        }

        Assert.That(await ComplaintAsync(operation), Does.Not.Contain("forbidden").And.Not.Contain("Grant this right"));
    }

    private static IEnumerable<TestCaseData> Rules() => MigrationRule.All.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));

    private async Task<string> ComplaintAsync(NeedingOperation operation)
    {
        try
        {
            await operation.RunAsync(operations, patience.Token);
            return "";
        }
        catch (Exception failure) when (!patience.IsCancellationRequested)
        {
            return failure.Message;
        }
    }
}

internal sealed class EmbeddedRightsTests : RightsTests
{
    protected override Task<RightsServer> StartServerAsync(CancellationToken cancellationToken) => RightsServer.EmbeddedAsync(cancellationToken);
}

internal sealed class KubernetesRightsTests : RightsTests
{
    protected override Task<RightsServer> StartServerAsync(CancellationToken cancellationToken) => RightsServer.KubernetesAsync(cancellationToken);
}
