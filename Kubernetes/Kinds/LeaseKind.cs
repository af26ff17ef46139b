using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class LeaseKind
{
    public static ResourceType Type { get; } = new("coordination.k8s.io", "v1", "Lease", "leases")
    {
        TracksOwners = false,
        Columns = [Cells.Name, Cells.Text("Holder", "spec.holderIdentity"), Cells.Age],
    };
}
