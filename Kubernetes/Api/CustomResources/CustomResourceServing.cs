using CniMigration.Kubernetes.Api.Schema;
using CniMigration.Kubernetes.Api.Versions;
using CniMigration.Kubernetes.CustomSchemas;

namespace CniMigration.Kubernetes.Api.CustomResources;

/// <summary>Serves what custom resource definitions define, from the moment their names are accepted.</summary>
internal sealed class CustomResourceServing(TypeRegistry types, SchemaCatalog schemas)
{
    private readonly Dictionary<string, (ResourceType Type, CancellationTokenSource Gone)> known = [];
    private readonly Lock gate = new();

    /// <summary>Takes up a definition that was created or changed.</summary>
    public void Serve(JsonObject definition, long revision)
    {
        if (!DefinitionStatus.IsEstablished(definition))
        {
            return;
        }

        var name = definition["metadata"].Text("name")!;
        var spec = definition["spec"]!;
        var versions = spec.Each("versions").ToList();
        lock (gate)
        {
            var (type, gone) = Take(name, TypeOf(definition, versions));
            var storage = versions.First(version => version.Text("name") == type.Version);
            var parsed = versions.ToDictionary(version => version.Text("name")!, version => CustomSchema.Parse(SchemaOf(version) ?? []));
            schemas.SetCustom(new CustomResource(type, parsed, new StructuralSchema(SchemaOf(storage), isRoot: true), revision, gone.Token));
            types.SetCustom(name, versions.Where(IsServed).OrderByDescending(version => version.Text("name"), VersionOrder.Instance)
                .Select(version => new ServedResource(type, type.Group, version.Text("name")!)
                {
                    Subresources = Subresources([version]),
                    Scale = ScalePaths.Of(version),
                    NeedsWebhook = spec["conversion"].Text("strategy") == "Webhook" && version.Text("name") != type.Version,
                }));
        }
    }

    public void Remove(string definition)
    {
        lock (gate)
        {
            types.RemoveCustom(definition);
            if (known.TryGetValue(definition, out var present))
            {
                present.Gone.Cancel();
            }
        }
    }

    /// <summary>The type that a definition brought; null where it was never served.</summary>
    public ResourceType? Find(string definition)
    {
        lock (gate)
        {
            return known.TryGetValue(definition, out var present) ? present.Type : null;
        }
    }

    // The store finds objects by their type: it has to stay the same one, whatever becomes of its versions and short names.
    private (ResourceType Type, CancellationTokenSource Gone) Take(string name, ResourceType type)
    {
        var entry = known.GetValueOrDefault(name);
        if (entry.Type is { } present && present.Kind == type.Kind && present.Namespaced == type.Namespaced)
        {
            present.Redefine(type);
            type = present;
        }

        if (entry.Gone is null or { IsCancellationRequested: true })
        {
            entry.Gone = new CancellationTokenSource();
        }

        return known[name] = (type, entry.Gone);
    }

    private static ResourceType TypeOf(JsonObject definition, List<JsonObject> versions)
    {
        var spec = definition["spec"]!;
        var names = definition["status"]?["acceptedNames"];
        var stored = versions.First(version => version["storage"]?.GetValue<bool>() == true);
        return new ResourceType(spec.Text("group")!, stored.Text("name")!, names.Text("kind")!, names.Text("plural")!)
        {
            Singular = names.Text("singular") ?? "",
            Namespaced = spec.Text("scope") == "Namespaced",
            ShortNames = Strings(names?["shortNames"]),
            Categories = Strings(names?["categories"]),
            Subresources = Subresources(versions),
            CountsGenerations = true,
            IsCustom = true,
        };
    }

    private static JsonObject? SchemaOf(JsonObject version) => version["schema"]?["openAPIV3Schema"] as JsonObject;

    private static bool IsServed(JsonObject version) => version["served"]?.GetValue<bool>() == true;

    private static string[] Subresources(IEnumerable<JsonObject> versions) =>
    [
        .. versions.SelectMany(version => version["subresources"] as JsonObject ?? []).Select(field => field.Key)
            .Where(name => name is "status" or "scale").Distinct().Order(StringComparer.Ordinal),
    ];

    private static string[] Strings(JsonNode? list) => list is JsonArray array ? [.. array.Select(item => (string)item!)] : [];
}
