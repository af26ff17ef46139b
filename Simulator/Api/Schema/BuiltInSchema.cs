using System.Collections.Concurrent;

namespace CniMigration.Simulator.Api.Schema;

/// <summary>How the built-in types merge. Lists are atomic but for those named here.</summary>
internal sealed class BuiltInSchema : IFieldSchema
{
    private static readonly MergeRule[] Rules =
    [
        new("metadata.ownerReferences", ListKind.Map, "uid"),
        new("metadata.finalizers", ListKind.Set),
        new("containers", ListKind.Map, "name"),
        new("initContainers", ListKind.Map, "name"),
        new("ephemeralContainers", ListKind.Map, "name"),
        new("env", ListKind.Map, "name"),
        new("volumeMounts", ListKind.Map, "mountPath"),
        new("volumeDevices", ListKind.Map, "devicePath"),
        new("containers[].ports", ListKind.Map, "containerPort", "protocol"),
        new("initContainers[].ports", ListKind.Map, "containerPort", "protocol"),
        new("ephemeralContainers[].ports", ListKind.Map, "containerPort", "protocol"),
        new("spec.volumes", ListKind.Map, "name"),
        new("spec.imagePullSecrets", ListKind.Map, "name"),
        new("spec.hostAliases", ListKind.Map, "ip"),
        new("spec.topologySpreadConstraints", ListKind.Map, "topologyKey", "whenUnsatisfiable"),
        new("spec.schedulingGates", ListKind.Map, "name"),
        new("spec.resourceClaims", ListKind.Map, "name"),
        new("^spec.drivers", ListKind.Map, "name"),
        new("^spec.podCIDRs", ListKind.Set),
        new("^secrets", ListKind.Map, "name"),
        new("^webhooks", ListKind.Map, "name"),
        new("status.conditions", ListKind.Map, "type"),
        new("status.addresses", ListKind.Map, "type"),
        new("status.podIPs", ListKind.Map, "ip"),
        new("status.hostIPs", ListKind.Map, "ip"),
    ];

    private static readonly MergeRule ServicePorts = new("^spec.ports", ListKind.Map, "port", "protocol");

    private static readonly HashSet<string> AtomicObjects =
    [
        "selector", "nodeSelector", "labelSelector", "namespaceSelector", "podSelector", "fieldRef", "resourceFieldRef", "secretKeyRef",
        "configMapKeyRef", "configMapRef", "secretRef", "roleRef", "involvedObject", "requiredDuringSchedulingIgnoredDuringExecution", "preference",
        "backend", "defaultBackend",
    ];

    private static readonly ConcurrentDictionary<(ResourceType Type, string Path), BuiltInSchema> Known = new();

    private readonly ResourceType type;
    private readonly string path;
    private readonly MergeRule? rule;

    private BuiltInSchema(ResourceType type, string path)
    {
        this.type = type;
        this.path = path;
        rule = type == ResourceTypes.Services && ServicePorts.Fits(path) ? ServicePorts : Array.Find(Rules, candidate => candidate.Fits(path));
        IsAtomicObject = AtomicObjects.Contains(path[(path.LastIndexOf('.') + 1)..]);
    }

    public ListKind List => rule?.List ?? ListKind.Atomic;

    public IReadOnlyList<string> Keys => rule?.Keys ?? [];

    public bool IsAtomicObject { get; }

    public static IFieldSchema Of(ResourceType type) => At(type, "");

    public IFieldSchema Field(string name) => At(type, path.Length == 0 ? name : path + "." + name);

    public IFieldSchema Element() => At(type, path + "[]");

    // Label keys and the like would fill the table without end; no rule can name a place below them.
    private static BuiltInSchema At(ResourceType type, string path) =>
        path.Contains('/', StringComparison.Ordinal) ? new BuiltInSchema(type, path)
        : Known.GetOrAdd((type, path), static place => new BuiltInSchema(place.Type, place.Path));
}
