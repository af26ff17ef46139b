using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class EndpointKinds
{
    public static ResourceType Endpoints { get; } = new("", "v1", "Endpoints", "endpoints")
    {
        ShortNames = ["ep"],
        TracksOwners = false,
        Defaults = json =>
        {
            foreach (var port in json.Each("subsets").SelectMany(subset => subset.Each("ports")))
            {
                port.Default("protocol", "TCP");
            }
        },
        Columns = [Cells.Name, new("Endpoints", row => Addresses(row.Json)), Cells.Age],
    };

    public static ResourceType EndpointSlices { get; } = new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices")
    {
        CountsGenerations = true,
        TracksOwners = false,
        Defaults = json =>
        {
            foreach (var port in json.Each("ports"))
            {
                port.Default("name", "");
                port.Default("protocol", "TCP");
            }
        },
        Columns =
        [
            Cells.Name, Cells.Text("AddressType", "addressType"),
            new("Ports", row => OrUnset(string.Join(',', row.Json.At("ports").Each().Select(port => port.At("port").Text())))),
            new("Endpoints", row => OrUnset(Shorten([.. row.Json.At("endpoints").Each()
                .SelectMany(endpoint => endpoint.At("addresses").Each().Select(address => address.Text()))]))),
            Cells.Age,
        ],
    };

    private static string Addresses(JsonElement endpoints) => Cells.OrNone(Shorten([.. endpoints.At("subsets").Each().SelectMany(subset =>
        subset.At("addresses").Each().SelectMany(address => subset.At("ports").ValueKind == JsonValueKind.Array
            ? subset.At("ports").Each().Select(port => $"{address.At("ip").Text()}:{port.At("port").Text()}")
            : [address.At("ip").Text()]))]));

    private static string OrUnset(string text) => text.Length == 0 ? "<unset>" : text;

    private static string Shorten(IReadOnlyList<string> texts) =>
        texts.Count <= 3 ? string.Join(',', texts) : $"{string.Join(',', texts.Take(3))} + {texts.Count - 3} more...";
}
