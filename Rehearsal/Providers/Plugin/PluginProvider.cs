using CniMigration.Rehearsal.Engine;
using Pulumi;
using Pulumi.Experimental;
using PluginApi = Pulumi.Experimental.Provider;

namespace CniMigration.Rehearsal.Providers.Plugin;

/// <summary>Speaks to a real provider plugin, in this process, through the interface that Pulumi's own engine uses.</summary>
internal sealed class PluginProvider(PluginApi.Provider plugin) : ResourceProvider
{
    public override bool SupportsPreview => true;

    public override async Task<JsonObject> CheckAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var request = new PluginApi.CheckRequest(Urn(step), PluginValues.ToPlugin(step.OldInputs ?? []), NewInputs(step), []);
        var response = await plugin.Check(request, cancellationToken);
        if (response.Failures is { Count: > 0 } failures)
        {
            throw new EngineException($"{step.Key}: {string.Join("; ", failures.Select(failure => $"{failure.Property}: {failure.Reason}"))}");
        }

        return PluginValues.FromPlugin(response.Inputs ?? NewInputs(step));
    }

    public override async Task<ResourceDiff> DiffAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var response = await plugin.Diff(
            new PluginApi.DiffRequest(Urn(step), step.Id, Old(step.OldOutputs), NewInputs(step), step.IgnoreChanges, Old(step.OldInputs)), cancellationToken);
        var changed = response.Diffs ?? Values.Differences(step.OldInputs ?? [], step.Inputs);
        return response switch
        {
            { Replaces.Count: > 0 } => new ResourceDiff([.. changed.Union(response.Replaces)], Replace: true, response.DeleteBeforeReplace),
            { Changes: false } => ResourceDiff.None,
            { Changes: true } => new ResourceDiff(changed.Count > 0 ? [.. changed] : ["?"]),
            _ => new ResourceDiff([.. Values.Differences(step.OldInputs ?? [], step.Inputs)]),
        };
    }

    public override async Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var response = await plugin.Create(new PluginApi.CreateRequest(Urn(step), NewInputs(step), step.Timeout, step.Preview), cancellationToken);
        return new ResourceResult(response.Id ?? "", PluginValues.FromPlugin(response.Outputs ?? NewInputs(step)));
    }

    public override async Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var request = new PluginApi.UpdateRequest(
            Urn(step), step.Id, Old(step.OldOutputs), NewInputs(step), step.Timeout, step.IgnoreChanges, step.Preview, Old(step.OldInputs));
        var response = await plugin.Update(request, cancellationToken);
        return PluginValues.FromPlugin(response.Outputs ?? NewInputs(step));
    }

    public override Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken) =>
        plugin.Delete(new PluginApi.DeleteRequest(Urn(step), step.Id, Old(step.OldOutputs), step.Timeout, Old(step.OldInputs)), cancellationToken);

    public override async Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var response = await plugin.Read(new PluginApi.ReadRequest(Urn(step), step.Id, Old(step.OldOutputs), Old(step.OldInputs)), cancellationToken);
        return string.IsNullOrEmpty(response.Id)
            ? null
            : new ResourceResult(response.Id, PluginValues.FromPlugin(response.Outputs ?? Empty), PluginValues.FromPlugin(response.Inputs ?? Empty));
    }

    public override async Task<JsonObject> InvokeAsync(string token, JsonObject arguments, CancellationToken cancellationToken)
    {
        var response = await plugin.Invoke(new PluginApi.InvokeRequest(token, PluginValues.ToPlugin(arguments)), cancellationToken);
        return response.Failures is { Count: > 0 } failures
            ? throw new EngineException($"{token}: {string.Join("; ", failures.Select(failure => $"{failure.Property}: {failure.Reason}"))}")
            : PluginValues.FromPlugin(response.Return ?? Empty);
    }

    private static ImmutableDictionary<string, PropertyValue> Empty => ImmutableDictionary<string, PropertyValue>.Empty;

    private static Urn Urn(ResourceStep step) => new(step.Urn);

    private static ImmutableDictionary<string, PropertyValue> Old(JsonObject? values) => PluginValues.ToPlugin(values ?? []);

    private static ImmutableDictionary<string, PropertyValue> NewInputs(ResourceStep step) =>
        PluginValues.ToPlugin(step.Inputs).SetItems(step.Unknown.Select(name => KeyValuePair.Create(name, PropertyValue.Computed)));
}
