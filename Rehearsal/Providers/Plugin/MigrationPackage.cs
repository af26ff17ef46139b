using CniMigration.Provider;
using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;
using Pulumi.Experimental;
using PluginApi = Pulumi.Experimental.Provider;

namespace CniMigration.Rehearsal.Providers.Plugin;

/// <summary>The package <c>cnimigration</c>: the provider that production uses, on the embedded cloud's clock.</summary>
internal sealed class MigrationPackage(EmbeddedEks eks, IEngine engine) : IProviderPackage, IDisposable
{
    private readonly Lock gate = new();
    private readonly List<CniMigrationProvider> plugins = [];

    public async Task<ResourceProvider> ConfigureAsync(JsonObject configuration, CancellationToken cancellationToken)
    {
        var plugin = new CniMigrationProvider(engine, eks.Clock);
        lock (gate)
        {
            plugins.Add(plugin);
        }

        var config = PluginValues.ToPlugin(configuration);
        var urn = new Pulumi.Urn("urn:pulumi:rehearsal::cni-migration::pulumi:providers:cnimigration::provider");
        var check = await plugin.CheckConfig(new PluginApi.CheckRequest(urn, config, config, []), cancellationToken);
        if (check.Failures is { Count: > 0 } failures)
        {
            throw new EngineException($"The provider cnimigration: {string.Join("; ", failures.Select(failure => $"{failure.Property}: {failure.Reason}"))}");
        }

        var answered = Values.Copy(configuration);
        answered["kubeconfig"] = AwsTokens.Answer(configuration["kubeconfig"]?.GetValue<string>() ?? "", eks.Cloud);
        var args = PluginValues.ToPlugin(answered);
        await plugin.Configure(new PluginApi.ConfigureRequest([], args, true, false, true, true), cancellationToken);
        return new PluginProvider(plugin);
    }

    public void Dispose()
    {
        lock (gate)
        {
            plugins.ForEach(plugin => plugin.Dispose());
            plugins.Clear();
        }
    }
}
