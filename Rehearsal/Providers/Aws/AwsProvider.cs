using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary>The packages <c>aws</c> and <c>eks</c> over the embedded cloud.</summary>
internal sealed class AwsProvider(EksCloud cloud, IReadOnlyDictionary<string, AwsResource> types) : ResourceProvider
{
    private readonly AwsFunctions functions = new(cloud);

    public override Task<JsonObject> CheckAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        Refuse(step, TypeOf(step).Known);
        return Task.FromResult(step.Inputs);
    }

    /// <summary>Refuses inputs that nothing is made of.</summary>
    public static void Refuse(ResourceStep step, ImmutableHashSet<string> known)
    {
        var unknown = step.Inputs.Select(input => input.Key).Except(known).Order().ToList();
        if (unknown.Count > 0)
        {
            throw Refusal($"{string.Join(", ", unknown)} of {step.Key}");
        }
    }

    public override async Task<ResourceDiff> DiffAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var diff = await base.DiffAsync(step, cancellationToken);
        var replacing = diff.Changed.RemoveAll(TypeOf(step).Changeable.Contains);
        return replacing.IsEmpty ? diff : diff with { Replace = true, DeleteBeforeReplace = true, Changed = replacing };
    }

    public override Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken) =>
        TypeOf(step).CreateAsync(step, cancellationToken);

    public override Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken) => TypeOf(step).UpdateAsync(step, cancellationToken);

    public override Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken) => TypeOf(step).DeleteAsync(step, cancellationToken);

    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken) => TypeOf(step).ReadAsync(step, cancellationToken);

    public override Task<JsonObject> InvokeAsync(string token, JsonObject arguments, CancellationToken cancellationToken) =>
        Task.FromResult(functions.Call(token, arguments) ?? throw Refusal($"the function {token}"));

    private AwsResource TypeOf(ResourceStep step) => types.TryGetValue(step.Key.Type, out var type) ? type : throw Refusal($"the type {step.Key.Type}");
}
