using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Controllers.Volumes;
using CniMigration.Kubernetes.Controllers.Workloads;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Services;

/// <summary>Keeps the EndpointSlices of services with a selector: at most a hundred endpoints each, terminating ones included.</summary>
internal sealed class EndpointSliceController(ControllerContext context) : ServiceController(context)
{
    private const int EndpointsPerSlice = 100;
    private const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    private const string Manager = "endpointslice-controller.k8s.io";

    public override string Name => "endpoint-slice-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var service = Cache.Services.Find(key);
        var known = Cache.SlicesByService[key].Where(slice => slice.Metadata.Labels.GetValueOrDefault(ManagedBy) == Manager && !slice.IsDeleting)
            .OrderBy(slice => slice.Name, StringComparer.Ordinal).ToList();
        if (service is not null && (service.Spec.Selector.Count == 0 || service.IsDeleting))
        {
            return;
        }

        var wanted = service is null ? [] : Slices(service);
        for (var index = 0; index < Math.Max(wanted.Count, known.Count); index++)
        {
            if (index >= wanted.Count)
            {
                await Context.DeleteAsync(known[index], cancellationToken);
            }
            else if (index < known.Count)
            {
                await ReplaceAsync(known[index], wanted[index], cancellationToken);
            }
            else if (Cache.Namespaces.Find(service!.Namespace)?.IsDeleting != true)
            {
                await Context.CreateAsync(ResourceTypes.EndpointSlices, service.Namespace, Whole(service, wanted[index]), cancellationToken);
            }
        }
    }

    private Task<ApiObject> ReplaceAsync(Resource known, Slice wanted, CancellationToken cancellationToken) => Context.UpdateAsync(known, body =>
    {
        body["endpoints"] = wanted.Endpoints;
        body["ports"] = wanted.Ports;
    }, cancellationToken);

    private List<Slice> Slices(Service service)
    {
        var backends = ServiceBackends.Of(service, Cache.PodsByNamespace[service.Namespace], withTerminating: true)
            .Select(pod => (Pod: pod, Ports: ServiceBackends.Ports(service, pod)));
        List<Slice> slices = [];
        foreach (var group in backends.GroupBy(backend => PodTemplates.Canonical(backend.Ports)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (var chunk in group.Chunk(EndpointsPerSlice))
            {
                slices.Add(new Slice(new JsonArray([.. chunk.Select(backend => Endpoint(service, backend.Pod))]), (JsonArray)chunk[0].Ports.DeepClone()));
            }
        }
        if (slices.Count == 0)
        {
            slices.Add(new Slice([], []));
        }

        return slices;
    }

    private JsonObject Endpoint(Service service, Pod pod)
    {
        var endpoint = new JsonObject
        {
            ["addresses"] = new JsonArray(pod.Status.PodIP),
            ["conditions"] = new JsonObject
            {
                ["ready"] = service.Spec.PublishNotReadyAddresses || (pod.IsReady && !pod.IsDeleting),
                ["serving"] = pod.IsReady,
                ["terminating"] = pod.IsDeleting,
            },
            ["nodeName"] = pod.Spec.NodeName,
            ["targetRef"] = ServiceBackends.TargetOf(pod),
        };
        if (Cache.Nodes.Find(pod.Spec.NodeName)?.Metadata.Labels.GetValueOrDefault(VolumeTopology.Zone) is { } zone)
        {
            endpoint["zone"] = zone;
        }

        return endpoint;
    }

    private static JsonObject Whole(Service service, Slice slice) => new()
    {
        ["apiVersion"] = "discovery.k8s.io/v1",
        ["kind"] = "EndpointSlice",
        ["metadata"] = new JsonObject
        {
            ["generateName"] = $"{service.Name}-",
            ["namespace"] = service.Namespace,
            ["labels"] = new JsonObject { ["kubernetes.io/service-name"] = service.Name, [ManagedBy] = Manager },
            ["ownerReferences"] = new JsonArray(JsonObjects.OwnerReferenceTo(service)),
        },
        ["addressType"] = "IPv4",
        ["endpoints"] = slice.Endpoints,
        ["ports"] = slice.Ports,
    };

    private sealed record Slice(JsonArray Endpoints, JsonArray Ports);
}
