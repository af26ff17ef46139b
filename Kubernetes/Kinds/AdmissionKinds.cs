using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class AdmissionKinds
{
    private const string Group = "admissionregistration.k8s.io";

    private static readonly TableColumn[] WebhookColumns = [Cells.Name, Cells.Count("Webhooks", "webhooks"), Cells.Age];

    public static ResourceType ValidatingWebhookConfigurations { get; } = new(Group, "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations")
    {
        Namespaced = false,
        CountsGenerations = true,
        Columns = WebhookColumns,
        Notice = _ => "Webhooks are not called here: nothing is refused by them.",
    };

    public static ResourceType MutatingWebhookConfigurations { get; } = new(Group, "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations")
    {
        Namespaced = false,
        CountsGenerations = true,
        Columns = WebhookColumns,
        Notice = _ => "Webhooks are not called here: nothing is changed by them.",
    };

    public static ResourceType ValidatingAdmissionPolicies { get; } = new(Group, "v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies")
    {
        Namespaced = false,
        Subresources = ["status"],
        CountsGenerations = true,
        Columns = Cells.NameAndAge,
        Notice = _ => "ValidatingAdmissionPolicies are not evaluated here: nothing is refused by them.",
    };

    public static ResourceType ValidatingAdmissionPolicyBindings { get; } =
        new(Group, "v1", "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings")
        {
            Namespaced = false,
            CountsGenerations = true,
            Columns = Cells.NameAndAge,
            Notice = _ => "ValidatingAdmissionPolicies are not evaluated here: nothing is refused by them, bound or not.",
        };
}
