using System.Collections.Concurrent;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Simulator.Hosting;

/// <summary>The types that custom resource definitions have brought to an API server, once it serves them.</summary>
internal sealed class CustomTypes
{
    private readonly ConcurrentDictionary<(string Group, string Plural), ResourceType> types = new();

    public CustomTypes() => Definitions.Subscribe(Learn);

    public Informer<Resource> Definitions { get; } = new(ResourceTypes.CustomResourceDefinitions);

    public ResourceType? Find(string group, string plural) => types.GetValueOrDefault((group, plural));

    private void Learn(Change<Resource> change)
    {
        var definition = change.Latest.Source.ToJson();
        var (spec, names) = (definition["spec"]!, definition["spec"]!["names"]!);
        var key = ((string)spec["group"]!, (string)names["plural"]!);
        if (change.New is null)
        {
            types.TryRemove(key, out _);
        }
        else if (IsEstablished(definition))
        {
            var stored = ((JsonArray)spec["versions"]!).First(version => (bool)version!["storage"]!)!;
            types.GetOrAdd(key, _ => new ResourceType(key.Item1, (string)stored["name"]!, (string)names["kind"]!, key.Item2)
            {
                Namespaced = (string?)spec["scope"] == "Namespaced",
                IsCustom = true,
            });
        }
    }

    private static bool IsEstablished(JsonObject definition) => (definition["status"]?["conditions"] as JsonArray ?? [])
        .Any(condition => (string?)condition?["type"] == "Established" && (string?)condition["status"] == "True");
}
