using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Controllers.Workloads;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Services;

/// <summary>Keeps the Endpoints of services with a selector.</summary>
internal sealed class EndpointsController(ControllerContext context) : ServiceController(context)
{
    public override string Name => "endpoint-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var known = Cache.Endpoints.Find(key);
        if (Cache.Services.Find(key) is not { } service)
        {
            if (known is not null)
            {
                await Context.DeleteAsync(known, cancellationToken);
            }

            return;
        }
        if (service.Spec.Selector.Count == 0 || service.IsDeleting)
        {
            return;
        }

        var subsets = Subsets(service);
        if (known is not null)
        {
            await Context.UpdateAsync(known, body =>
            {
                if (subsets.Count == 0)
                {
                    body.Remove("subsets");
                }
                else
                {
                    body["subsets"] = subsets;
                }
            }, cancellationToken);
            return;
        }
        var metadata = new JsonObject { ["name"] = service.Name, ["namespace"] = service.Namespace };
        if (service.Source.ToJson()["metadata"]!["labels"] is { } labels)
        {
            metadata["labels"] = labels.DeepClone();
        }

        var created = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Endpoints", ["metadata"] = metadata };
        if (subsets.Count > 0)
        {
            created["subsets"] = subsets;
        }

        if (Cache.Namespaces.Find(service.Namespace)?.IsDeleting == true)
        {
            return;
        }

        await Context.CreateAsync(ResourceTypes.Endpoints, service.Namespace, created, cancellationToken);
    }

    private JsonArray Subsets(Service service)
    {
        var backends = ServiceBackends.Of(service, Cache.PodsByNamespace[service.Namespace], withTerminating: false)
            .Select(pod => (Pod: pod, Ports: ServiceBackends.Ports(service, pod)));
        var subsets = new JsonArray();
        foreach (var group in backends.GroupBy(backend => PodTemplates.Canonical(backend.Ports)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var subset = new JsonObject();
            foreach (var (pod, _) in group)
            {
                var isReady = pod.IsReady || service.Spec.PublishNotReadyAddresses;
                subset.List(isReady ? "addresses" : "notReadyAddresses").Add(Address(service, pod));
            }
            subset["ports"] = group.First().Ports;
            subsets.Add(subset);
        }
        return subsets;
    }

    private static JsonObject Address(Service service, Pod pod)
    {
        var address = new JsonObject { ["ip"] = pod.Status.PodIP, ["nodeName"] = pod.Spec.NodeName, ["targetRef"] = ServiceBackends.TargetOf(pod) };
        if (pod.Spec.Hostname.Length > 0 && pod.Spec.Subdomain == service.Name)
        {
            address["hostname"] = pod.Spec.Hostname;
        }

        return address;
    }
}
