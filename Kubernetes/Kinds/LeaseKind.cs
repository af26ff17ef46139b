using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class LeaseKind
{
    public static ResourceType Type { get; } = new()
    {
        Group = "coordination.k8s.io",
        Version = "v1",
        Kind = "Lease",
        Plural = "leases",
        Namespaced = true,
        TracksOwners = false,
        Columns = [Cells.Name, Cells.Text("Holder", "spec.holderIdentity"), Cells.Age],
    };
}
