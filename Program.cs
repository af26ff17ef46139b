using CniMigration.Stacks;
using Pulumi;

return await Deployment.RunAsync(() => MigrationStack.DeployAsync());
