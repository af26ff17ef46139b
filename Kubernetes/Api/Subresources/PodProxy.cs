using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>The way through the API server to a pod, by its own name or a service's.</summary>
internal sealed class PodProxy(ApiCore core, IPodNetwork? network)
{
    private int turn;

    /// <param name="type">Pods or services.</param>
    /// <param name="namespace">Where it lives.</param>
    /// <param name="name">Its name, with a scheme before or a port behind.</param>
    /// <param name="call">What to ask of a pod and its port.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<PodResponse> SendAsync(ResourceType type, string @namespace, string name, Func<ApiObject, int, PodCall> call,
        CancellationToken cancellationToken)
    {
        if (network is null)
        {
            throw ApiException.NotModelled("No pod network is attached to this API server: nothing can be reached through its proxy.");
        }

        var (id, port) = Split(name);
        var (pod, number) = type == ResourceTypes.Services ? ServiceTarget(@namespace, id, port) : PodTarget(@namespace, id, port);
        try
        {
            return await network.SendAsync(call(pod, number), cancellationToken);
        }
        catch (PodUnreachableException problem)
        {
            throw new ApiException(503, "ServiceUnavailable", $"error trying to reach service: {problem.Message}");
        }
    }

    private (ApiObject Pod, int Port) PodTarget(string @namespace, string name, string port)
    {
        var item = core.Get(ResourceTypes.Pods, @namespace, name);
        var json = item.ToJson();
        if (json["status"].Text("podIP") is not { Length: > 0 })
        {
            throw ApiException.BadRequest("address not allowed");
        }

        if (port.Length == 0)
        {
            var first = item.As<Pod>().Spec.Containers.SelectMany(container => container.Ports).FirstOrDefault();
            return (item, first?.Number ?? 80);
        }

        return (item, PortNumber(item.As<Pod>(), port)
            ?? throw new ApiException(503, "ServiceUnavailable", $"no port named \"{port}\" in pod \"{name}\""));
    }

    private (ApiObject Pod, int Port) ServiceTarget(string @namespace, string name, string port)
    {
        var service = core.Get(ResourceTypes.Services, @namespace, name).ToJson();
        var ports = service["spec"]?["ports"] as JsonArray ?? [];
        var chosen = ports.FirstOrDefault(each => port.Length == 0 || each.Text("name") == port
            || each.Number("port")?.ToString(CultureInfo.InvariantCulture) == port)
            ?? throw new ApiException(503, "ServiceUnavailable", $"no service port \"{port}\" found for service \"{name}\"");
        var endpoints = core.Find(ResourceTypes.Endpoints, @namespace, name)?.ToJson();
        var ready = (endpoints?["subsets"] as JsonArray ?? []).SelectMany(subset => subset?["addresses"] as JsonArray ?? [])
            .Select(address => address?["targetRef"].Text("name")).OfType<string>()
            .Select(pod => core.Find(ResourceTypes.Pods, @namespace, pod)).OfType<ApiObject>().ToList();
        if (ready.Count == 0)
        {
            throw new ApiException(503, "ServiceUnavailable", $"no endpoints available for service \"{name}\"");
        }

        var item = ready[(int)((uint)Interlocked.Increment(ref turn) % ready.Count)];
        var target = (chosen!["targetPort"] ?? chosen["port"])!.ToString();
        return (item, PortNumber(item.As<Pod>(), target)
            ?? throw new ApiException(503, "ServiceUnavailable", $"no port named \"{target}\" in pod \"{item.Name}\""));
    }

    private static int? PortNumber(Pod pod, string port) => int.TryParse(port, CultureInfo.InvariantCulture, out var number)
        ? number
        : pod.Spec.Containers.SelectMany(container => container.Ports).FirstOrDefault(each => each.Name == port)?.Number;

    private static (string Name, string Port) Split(string name) => name.Split(':') switch
    {
        [var id] => (id, ""),
        [var id, var port] => (id, port),
        ["http" or "https" or "", var id, var port] => (id, port),
        _ => throw ApiException.BadRequest($"invalid pod request \"{name}\""),
    };
}
