using System.Net;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>Gives services their virtual addresses and node ports.</summary>
internal sealed class ServiceAddresses(ObjectStore store, string cidr)
{
    public const string DefaultCidr = "10.100.0.0/16";

    private const int FirstNodePort = 30000;
    private const int NodePorts = 2768;

    // The lower part of the range is for addresses that people choose, as in Kubernetes.
    private const uint Chosen = 256;

    private readonly IPNetwork range = IPNetwork.Parse(cidr);
    private readonly Lock gate = new();
    private uint next = Chosen;
    private int nextPort;

    public string AddressAt(uint offset)
    {
        var bytes = range.BaseAddress.GetAddressBytes();
        var value = ((uint)bytes[0] << 24) + ((uint)bytes[1] << 16) + ((uint)bytes[2] << 8) + bytes[3] + offset;
        return new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]).ToString();
    }

    public void Assign(JsonObject json)
    {
        var spec = json.Section("spec");
        var type = spec.Text("type");
        if (type == "ExternalName")
        {
            return;
        }

        lock (gate)
        {
            var taken = store.Snapshot(ResourceTypes.Services).Items.Values.Select(service => service.As<AddressView>().Spec).ToList();
            var address = spec.Text("clusterIP") is { Length: > 0 } chosen ? Check(chosen, taken, json) : Free(taken);
            spec["clusterIP"] = address;
            spec["clusterIPs"] = new JsonArray(address);
            if (type is "NodePort" or "LoadBalancer")
            {
                AssignNodePorts(spec, taken);
            }
        }
    }

    private string Check(string address, List<SpecView> taken, JsonObject json)
    {
        if (address == "None")
        {
            return address;
        }

        var errors = new FieldErrors();
        if (!IPAddress.TryParse(address, out var parsed) || !range.Contains(parsed))
        {
            errors.Invalid("spec.clusterIPs", new JsonArray(address),
                $"failed to allocate IP {address}: the provided IP ({address}) is not in the valid range. The range of valid IPs is {cidr}");
        }
        else if (taken.Exists(other => other.ClusterIP == address))
        {
            errors.Invalid("spec.clusterIPs", new JsonArray(address), $"failed to allocate IP {address}: provided IP is already allocated");
        }

        return errors.Any ? throw errors.Refusal(ResourceTypes.Services, (string)json["metadata"]!["name"]!) : address;
    }

    private string Free(List<SpecView> taken)
    {
        var used = taken.Select(other => other.ClusterIP).ToHashSet();
        var size = 1u << (32 - range.PrefixLength);
        for (var tries = 0u; tries < size; tries++)
        {
            var address = AddressAt(next);
            next = next + 1 < size - 1 ? next + 1 : Chosen;
            if (!used.Contains(address))
            {
                return address;
            }
        }

        throw ApiException.Internal("failed to allocate a serviceIP: range is full");
    }

    private void AssignNodePorts(JsonObject spec, List<SpecView> taken)
    {
        var used = taken.SelectMany(other => other.Ports).Select(port => port.NodePort).ToHashSet();
        foreach (var port in spec.Each("ports").Where(port => (port.Number("nodePort") ?? 0) == 0))
        {
            while (used.Contains(FirstNodePort + nextPort))
            {
                nextPort = (nextPort + 1) % NodePorts;
            }

            used.Add(FirstNodePort + nextPort);
            port["nodePort"] = FirstNodePort + nextPort;
        }
    }

    private sealed record AddressView
    {
        public SpecView Spec { get; init; } = new();
    }

    private sealed record SpecView
    {
        public string ClusterIP { get; init; } = "";

        public IReadOnlyList<PortView> Ports { get; init; } = [];
    }

    private sealed record PortView
    {
        public int NodePort { get; init; }
    }
}
