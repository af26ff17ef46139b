using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Rehearsal.Providers.Aws;

internal sealed class IamRoleResource(EksCloud cloud) : AwsResource(cloud)
{
    public override ImmutableHashSet<string> Changeable => ["assumeRolePolicy", "description", "tags"];

    public override ImmutableHashSet<string> Known => ["assumeRolePolicy", "description", "name", "tags"];

    public override Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var name = OptionalText(step.Inputs, "name") ?? AutoNames.Of(step.Key.Name, step.Urn);
        return Task.FromResult(new ResourceResult(name, Outputs(step, Cloud.CreateRole(name, Text(step.Inputs, "assumeRolePolicy")))));
    }

    public override Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken) =>
        Task.FromResult(Outputs(step, Cloud.UpdateTrustPolicy(step.Id, Text(step.Inputs, "assumeRolePolicy"))));

    public override Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        Cloud.DeleteRole(step.Id);
        return Task.CompletedTask;
    }

    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        if (RoleOf(step.Id) is not { } role)
        {
            return Task.FromResult<ResourceResult?>(null);
        }

        var inputs = Values.Overlay(step.OldInputs ?? [], new JsonObject { ["assumeRolePolicy"] = role.TrustPolicy });
        return Task.FromResult<ResourceResult?>(new ResourceResult(step.Id, Outputs(step with { Inputs = inputs }, role), inputs));
    }

    private static JsonObject Outputs(ResourceStep step, IamRole role) =>
        Values.Overlay(step.Inputs, new JsonObject { ["name"] = role.Name, ["arn"] = role.Arn, ["uniqueId"] = role.Name });
}

internal sealed class IamRolePolicyResource(EksCloud cloud) : AwsResource(cloud)
{
    public override ImmutableHashSet<string> Changeable => ["policy"];

    public override ImmutableHashSet<string> Known => ["policy", "role", "name"];

    public override Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var name = OptionalText(step.Inputs, "name") ?? AutoNames.Of(step.Key.Name, step.Urn);
        var role = Text(step.Inputs, "role");
        Cloud.PutRolePolicy(role, name, Text(step.Inputs, "policy"));
        return Task.FromResult(new ResourceResult($"{role}:{name}", Values.Overlay(step.Inputs, new JsonObject { ["name"] = name })));
    }

    public override Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (role, name) = Parts(step);
        Cloud.PutRolePolicy(role, name, Text(step.Inputs, "policy"));
        return Task.FromResult(Values.Overlay(step.Inputs, new JsonObject { ["name"] = name }));
    }

    public override Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (role, name) = Parts(step);
        Cloud.DeleteRolePolicy(role, name);
        return Task.CompletedTask;
    }

    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (role, name) = Parts(step);
        return Task.FromResult(RoleOf(role)?.InlinePolicies.Contains(name) == true ? AsItWas(step) : null);
    }

    private static (string Role, string Name) Parts(ResourceStep step)
    {
        var parts = step.Id.Split(':', 2);
        return (parts[0], parts[1]);
    }
}

internal sealed class IamRolePolicyAttachmentResource(EksCloud cloud) : AwsResource(cloud)
{
    public override ImmutableHashSet<string> Known => ["policyArn", "role"];

    public override Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (role, policy) = (Text(step.Inputs, "role"), Text(step.Inputs, "policyArn"));
        Cloud.AttachRolePolicy(role, policy);
        return Task.FromResult(new ResourceResult($"{role}/{policy}", step.Inputs));
    }

    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var parts = step.Id.Split('/', 2);
        return Task.FromResult(RoleOf(parts[0])?.AttachedPolicies.Contains(parts[1]) == true ? AsItWas(step) : null);
    }

    public override Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        Cloud.DetachRolePolicy(Text(step.OldInputs!, "role"), Text(step.OldInputs!, "policyArn"));
        return Task.CompletedTask;
    }
}
