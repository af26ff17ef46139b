using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class AccessKinds
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly TableColumn[] RoleColumns = [Cells.Name, Cells.Created];

    private static readonly TableColumn[] BindingColumns =
        [Cells.Name, new("Role", row => $"{row.Json.At("roleRef", "kind").Text()}/{row.Json.At("roleRef", "name").Text()}"), Cells.Age];

    public static ResourceType ServiceAccounts { get; } = new("", "v1", "ServiceAccount", "serviceaccounts")
    {
        ShortNames = ["sa"],
        Subresources = ["token"],
        AnswersDeletionWithObject = true,
        Columns = [Cells.Name, Cells.Count("Secrets", "secrets"), Cells.Age],
    };

    public static ResourceType Roles { get; } = new(Rbac, "v1", "Role", "roles")
    {
        NameProblem = Names.PathSegmentProblem,
        Columns = RoleColumns,
    };

    public static ResourceType RoleBindings { get; } = new(Rbac, "v1", "RoleBinding", "rolebindings")
    {
        NameProblem = Names.PathSegmentProblem,
        Defaults = Bind,
        ValidateUpdate = SameRole,
        Columns = BindingColumns,
    };

    public static ResourceType ClusterRoles { get; } = new(Rbac, "v1", "ClusterRole", "clusterroles")
    {
        Namespaced = false,
        NameProblem = Names.PathSegmentProblem,
        Columns = RoleColumns,
    };

    public static ResourceType ClusterRoleBindings { get; } = new(Rbac, "v1", "ClusterRoleBinding", "clusterrolebindings")
    {
        Namespaced = false,
        NameProblem = Names.PathSegmentProblem,
        Defaults = Bind,
        ValidateUpdate = SameRole,
        Columns = BindingColumns,
    };

    public static ResourceType CertificateSigningRequests { get; } = new("certificates.k8s.io", "v1", "CertificateSigningRequest", "certificatesigningrequests")
    {
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
