using CniMigration.Simulator.Api;
using CniMigration.Simulator.Controllers.Runtime;

namespace CniMigration.Simulator.Controllers.Garbage;

/// <summary>Takes up the types of custom resource definitions as they come.</summary>
internal sealed class CustomTypeWatch : Controller
{
    private readonly AllTypes types;

    public CustomTypeWatch(ControllerContext context, AllTypes types)
        : base(context)
    {
        this.types = types;
        types.Found += informer =>
        {
            if (informer.Type == ResourceTypes.CustomResourceDefinitions) informer.SubscribeToResources(change => Queue.Add(change.Latest.Key));
        };
    }

    public override string Name => "custom-type-watch";

    protected override Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        types.Refresh();
        return Task.CompletedTask;
    }
}
