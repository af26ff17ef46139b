using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Garbage;

/// <summary>Takes up the types of custom resource definitions as they come.</summary>
internal sealed class CustomTypeWatch : Controller
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly AllTypes types;
    private Informer? definitions;

    public CustomTypeWatch(ControllerContext context, AllTypes types)
        : base(context)
    {
        this.types = types;
        types.Found += informer =>
        {
            if (informer.Type != ResourceTypes.CustomResourceDefinitions)
            {
                return;
            }

            definitions = informer;
            informer.SubscribeToResources(change => Queue.Add(change.Latest.Key));
        };
    }

    public override string Name => "custom-type-watch";

    protected override Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        types.Refresh();
        // What is defined is served a moment later; until then there is no type to take up.
        if (types.Find(key) is null && definitions?.FindResource(key) is { } definition && DefinitionStatus.IsEstablished(definition.Source.ToJson()))
        {
            Queue.AddAfter(key, LookAgain);
        }

        return Task.CompletedTask;
    }
}
