using System.Collections.Concurrent;
using CniMigration.Kubernetes.Api.Admission.Quotas;
using CniMigration.Kubernetes.Controllers.Garbage;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Quotas;

/// <summary>Counts what is used of each quota, above all what has been given back.</summary>
internal sealed class ResourceQuotaController : Controller
{
    private readonly ConcurrentDictionary<string, bool> limited = new(StringComparer.Ordinal);
    private readonly AllTypes types;
    private readonly Func<IEnumerable<ResourceType>> served;
    private Informer? quotas;

    public ResourceQuotaController(ControllerContext context, AllTypes types, Func<IEnumerable<ResourceType>> served)
        : base(context)
    {
        (this.types, this.served) = (types, served);
        types.Found += informer =>
        {
            if (informer.Type == ResourceTypes.ResourceQuotas)
            {
                quotas = informer;
                informer.SubscribeToResources(change =>
                {
                    limited[change.Latest.Namespace] = true;
                    Queue.Add(change.Latest.Namespace);
                });
            }
            else if (informer.Type.Namespaced)
            {
                informer.SubscribeToResources(change =>
                {
                    if (limited.ContainsKey(change.Latest.Namespace))
                    {
                        Queue.Add(change.Latest.Namespace);
                    }
                });
            }
        };
    }

    public override string Name => "resourcequota-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        foreach (var quota in quotas!.AllResources().Where(quota => quota.Namespace == key))
        {
            var json = quota.Source.ToJson();
            var used = QuotaTotals.Of(json, served(), type => types.Find(type.QualifiedName)?.AllResources().Select(item => item.Source) ?? [], Context.Now)
                .ToJson();
            await Context.UpdateStatusAsync(quota, status =>
            {
                status["hard"] = json["spec"]?["hard"]?.DeepClone();
                if (!JsonNode.DeepEquals(status["used"], used))
                {
                    status["used"] = used;
                }
            }, cancellationToken);
        }
    }
}
