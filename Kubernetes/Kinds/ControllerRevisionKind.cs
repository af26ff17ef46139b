using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class ControllerRevisionKind
{
    public static ResourceType Type { get; } = new("apps", "v1", "ControllerRevision", "controllerrevisions")
    {
        Columns =
        [
            Cells.Name,
            new("Controller", row => Cells.OrNone(row.Json.At("metadata", "ownerReferences").Each().Where(owner => owner.At("controller").IsTrue())
                .Select(owner => $"{owner.At("kind").Text().ToLowerInvariant()}.apps/{owner.At("name").Text()}").FirstOrDefault() ?? "")),
            Cells.Number("Revision", "revision"), Cells.Age,
        ],
    };
}
