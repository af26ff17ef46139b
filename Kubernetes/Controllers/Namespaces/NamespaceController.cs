using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Namespaces;

/// <summary>Furnishes new namespaces, and empties those that are being deleted.</summary>
internal sealed class NamespaceController : Controller
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private readonly Func<IEnumerable<ResourceType>> types;
    private readonly string rootCertificate;

    public NamespaceController(ControllerContext context, Func<IEnumerable<ResourceType>> types, string rootCertificate)
        : base(context)
    {
        this.types = types;
        this.rootCertificate = rootCertificate;
        Cache.Namespaces.Subscribe(change =>
        {
            if (change.New is { } current && (change.Old is null || current.IsDeleting))
            {
                Queue.Add(current.Key);
            }
        });
    }

    public override string Name => "namespace-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (Cache.Namespaces.Find(key) is not { } found)
        {
            return;
        }

        if (!found.IsDeleting)
        {
            await FurnishAsync(key, cancellationToken);
        }
        else if (await EmptyAsync(key, cancellationToken))
        {
            await FinalizeAsync(found, cancellationToken);
        }
        else
        {
            Queue.AddAfter(key, LookAgain);
        }
    }

    private async Task FurnishAsync(string name, CancellationToken cancellationToken)
    {
        await CreateAsync(ResourceTypes.ServiceAccounts, name, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ServiceAccount",
            ["metadata"] = new JsonObject { ["name"] = "default", ["namespace"] = name },
        }, cancellationToken);
        await CreateAsync(ResourceTypes.ConfigMaps, name, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "kube-root-ca.crt", ["namespace"] = name },
            ["data"] = new JsonObject { ["ca.crt"] = rootCertificate },
        }, cancellationToken);
    }

    private async Task CreateAsync(ResourceType type, string @namespace, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            await Context.CreateAsync(type, @namespace, body, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // Somebody was faster, and that is as good.
        }
    }

    /// <summary>Deletes all that is in a namespace; true when nothing is left.</summary>
    private async Task<bool> EmptyAsync(string name, CancellationToken cancellationToken)
    {
        var isEmpty = true;
        foreach (var type in types().Where(type => type.Namespaced).Distinct().ToList())
        {
            foreach (var item in (await Context.Client.ListAsync(type, name, cancellationToken)).Items)
            {
                isEmpty = false;
                if (item.As<Resource>().IsDeleting)
                {
                    continue;
                }

                try
                {
                    await Context.Client.DeleteAsync(
                        type, name, item.Name, new DeleteOptions(PropagationPolicy: "Background", Uid: item.Uid), cancellationToken);
                }
                catch (ApiException exception) when (exception.IsNotFound)
                {
                    // Already gone.
                }
            }
        }
        return isEmpty;
    }

    private async Task FinalizeAsync(NamespaceObject found, CancellationToken cancellationToken)
    {
        try
        {
            var body = found.Source.ToJson();
            body.Section("spec")["finalizers"] = new JsonArray();
            await Context.Client.UpdateAsync(ResourceTypes.Namespaces, null, found.Name, body, cancellationToken, "finalize");
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Already gone.
        }
    }
}
