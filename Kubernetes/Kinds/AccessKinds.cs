using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class AccessKinds
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly TableColumn[] RoleColumns = [Cells.Name, Cells.Created];

    private static readonly TableColumn[] BindingColumns =
        [Cells.Name, new("Role", row => $"{row.Json.At("roleRef", "kind").Text()}/{row.Json.At("roleRef", "name").Text()}"), Cells.Age];

    public static ResourceType ServiceAccounts { get; } = new()
    {
        Group = "",
        Version = "v1",
        Kind = "ServiceAccount",
        Plural = "serviceaccounts",
        Namespaced = true,
        ShortNames = ["sa"],
        Subresources = ["token"],
        AnswersDeletionWithObject = true,
        Columns = [Cells.Name, Cells.Count("Secrets", "secrets"), Cells.Age],
    };

    public static ResourceType Roles { get; } = new()
    {
        Group = Rbac,
        Version = "v1",
        Kind = "Role",
        Plural = "roles",
        Namespaced = true,
        NameProblem = Names.PathSegmentProblem,
        Columns = RoleColumns,
    };

    public static ResourceType RoleBindings { get; } = new()
    {
        Group = Rbac,
        Version = "v1",
        Kind = "RoleBinding",
        Plural = "rolebindings",
        Namespaced = true,
        NameProblem = Names.PathSegmentProblem,
        Defaults = Bind,
        ValidateUpdate = SameRole,
        Columns = BindingColumns,
    };

    public static ResourceType ClusterRoles { get; } = new()
    {
        Group = Rbac,
        Version = "v1",
        Kind = "ClusterRole",
        Plural = "clusterroles",
        Namespaced = false,
        NameProblem = Names.PathSegmentProblem,
        Columns = RoleColumns,
    };

    public static ResourceType ClusterRoleBindings { get; } = new()
    {
        Group = Rbac,
        Version = "v1",
        Kind = "ClusterRoleBinding",
        Plural = "clusterrolebindings",
        Namespaced = false,
        NameProblem = Names.PathSegmentProblem,
        Defaults = Bind,
        ValidateUpdate = SameRole,
        Columns = BindingColumns,
    };

    public static ResourceType CertificateSigningRequests { get; } = new()
    {
        Group = "certificates.k8s.io",
        Version = "v1",
        Kind = "CertificateSigningRequest",
        Plural = "certificatesigningrequests",
        Namespaced = false,
        ShortNames = ["csr"],
        Subresources = ["approval", "status"],
        Columns = Cells.NameAndAge,
        Notice = _ => "CertificateSigningRequests are not modelled here: nothing signs them.",
    };

    private static void Bind(JsonObject json)
    {
        json.Section("roleRef").Default("apiGroup", Rbac);
        foreach (var subject in json.Each("subjects").Where(subject => subject.Text("kind") is "User" or "Group"))
        {
            subject.Default("apiGroup", Rbac);
        }
    }

    private static void SameRole(JsonObject old, JsonObject json, FieldErrors errors)
    {
        if (!JsonNode.DeepEquals(old["roleRef"], json["roleRef"]))
        {
            errors.Invalid("roleRef", json["roleRef"]?.DeepClone(), "cannot change roleRef");
        }
    }
}
