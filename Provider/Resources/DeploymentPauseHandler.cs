using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class DeploymentPauseHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "DeploymentPause",
        "Scales a Deployment to 0 with its replicas on record; one that is absent is fine. Deleting restores the replicas.",
        [Fields.Stage, Fields.Namespace, Fields.Name],
        [
            Fields.Output("replicas", FieldType.Integer, "The replicas on record."),
            Fields.Output("present", FieldType.Flag, "Whether the Deployment is there."),
        ]);

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var paused = await Engine(operation).ApplyAsync(
            id, inputs.Text("stage"), inputs.Text("namespace"), inputs.Text("name"), operation.Cancelled);
        return new Outputs { { "replicas", paused.Replicas }, { "present", paused.Present } };
    }

    public override async Task<bool> ExistsAsync(string id, Inputs state, Operation operation)
    {
        var deployment = await operation.Cluster.Deployment(state.Text("namespace"), state.Text("name")).ReadAsync(operation.Cancelled);
        if (deployment is null)
        {
            return true;
        }

        // Nothing on record and nothing running: it was at 0 before us.
        return DeploymentPause.RecordOf(deployment) is { } record ? record.Owner == id : DeploymentPause.Replicas(deployment) == 0;
    }

    public override Task DeleteAsync(string id, Inputs state, Operation operation) =>
        Engine(operation).RestoreAsync(state.Text("namespace"), state.Text("name"), record => record.Owner == id, operation.Cancelled);

    private static DeploymentPause Engine(Operation operation) => new(operation.Cluster, operation.Time, operation.Reporter);
}
