using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Simulator.Manifests;

/// <summary>The YAML files that lie beside the code, and how they get into a cluster.</summary>
internal static class ManifestFiles
{
    /// <summary>The objects of one file, such as <c>Tenants/shop.yaml</c>.</summary>
    public static IReadOnlyList<JsonObject> Read(string file) => [.. YamlDocuments.ParseAll(Text(file)).Cast<JsonObject>()];

    public static string Text(string file)
    {
        using var stream = typeof(ManifestFiles).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"The manifest {file} is not part of the simulator.", file);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The files below a folder, in the order of their names.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
        [.. typeof(ManifestFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Creates objects that are not there yet.</summary>
    public static async Task CreateAsync(IApiClient client, IEnumerable<JsonObject> objects, CancellationToken cancellationToken)
    {
        foreach (var manifest in objects)
        {
            try
            {
                await client.CreateAsync(TypeOf(manifest), NamespaceOf(manifest), (JsonObject)manifest.DeepClone(), cancellationToken);
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                // As meant: what is there stays as it is.
            }
        }
    }

    public static ResourceType TypeOf(JsonObject manifest)
    {
        var (version, kind) = ((string?)manifest["apiVersion"], (string?)manifest["kind"]);
        return ResourceTypes.All.FirstOrDefault(type => type.ApiVersion == version && type.Kind == kind)
            ?? throw new InvalidOperationException($"A manifest of the simulator holds a {kind} of {version}, which no API server knows.");
    }

    public static string? NamespaceOf(JsonObject manifest) =>
        TypeOf(manifest).Namespaced ? (string?)manifest["metadata"]!["namespace"] ?? "default" : null;

    public static string NameOf(JsonObject manifest) => (string)manifest["metadata"]!["name"]!;
}
