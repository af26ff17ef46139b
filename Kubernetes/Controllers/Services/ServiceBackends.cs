namespace CniMigration.Kubernetes.Controllers.Services;

/// <summary>The pods behind a service, with its ports as they are on each pod.</summary>
internal static class ServiceBackends
{
    /// <summary>Pods with an address that the service selects; terminating ones only where asked for.</summary>
    public static IEnumerable<Pod> Of(Service service, IEnumerable<Pod> pods, bool withTerminating) => pods
        .Where(pod => pod.Status.PodIP.Length > 0 && !pod.IsFinished && (withTerminating || !pod.IsDeleting) && Selects(service, pod))
        .OrderBy(pod => pod.Name, StringComparer.Ordinal);

    public static bool Selects(Service service, Pod pod) =>
        service.Spec.Selector.Count > 0 && service.Spec.Selector.All(label => pod.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value);

    /// <summary>The ports of a service on one pod; a named port that the pod lacks is left out.</summary>
    public static JsonArray Ports(Service service, Pod pod)
    {
        var ports = new JsonArray();
        foreach (var port in service.Spec.Ports)
        {
            if (Resolve(port, pod) is not { } number)
            {
                continue;
            }

            var item = new JsonObject { ["port"] = number, ["protocol"] = port.Protocol };
            if (port.Name.Length > 0)
            {
                item["name"] = port.Name;
            }

            ports.Add(item);
        }
        return ports;
    }

    public static JsonObject TargetOf(Pod pod) => new() { ["kind"] = "Pod", ["name"] = pod.Name, ["namespace"] = pod.Namespace, ["uid"] = pod.Uid };

    private static int? Resolve(ServicePort port, Pod pod)
    {
        if (port.TargetPort is not { } target)
        {
            return port.Port;
        }

        if (target.Text is not { } name)
        {
            return target.Number == 0 ? port.Port : target.Number;
        }

        foreach (var candidate in pod.Spec.Containers.SelectMany(container => container.Ports))
        {
            if (candidate.Name == name && candidate.Protocol == port.Protocol)
            {
                return candidate.Number;
            }
        }
        return null;
    }
}
