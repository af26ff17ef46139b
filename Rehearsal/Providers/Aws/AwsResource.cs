using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary>What stands behind one AWS type: how the cloud is asked for it.</summary>
internal abstract class AwsResource(EksCloud cloud)
{
    protected EksCloud Cloud => cloud;

    /// <summary>The inputs that can be changed in place; a change of any other would replace the resource.</summary>
    public virtual ImmutableHashSet<string> Changeable => [];

    /// <summary>The inputs that it makes something of; any other is refused. Tags and the like are taken note of only.</summary>
    public abstract ImmutableHashSet<string> Known { get; }

    public abstract Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken);

    public virtual Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken) =>
        throw new EngineException($"{step.Key} cannot be changed in place.");

    public abstract Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken);

    public virtual Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken) =>
        throw new EngineException($"The rehearsal does not model reading a {step.Key.Type}.");

    protected IamRole? RoleOf(string name) => cloud.ListRoles().FirstOrDefault(role => role.Name == name);

    /// <summary>For what cannot become different: it is there, or it is gone.</summary>
    protected static ResourceResult? AsItWas(ResourceStep step) => new(step.Id, step.OldOutputs ?? [], step.OldInputs);

    protected static string Text(JsonObject inputs, string name) =>
        inputs[name]?.GetValue<string>() ?? throw new EngineException($"The input {name} is missing.");

    protected static string? OptionalText(JsonObject inputs, string name) => inputs[name]?.GetValue<string>();
}
