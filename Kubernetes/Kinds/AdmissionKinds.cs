using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class AdmissionKinds
{
    private const string Group = "admissionregistration.k8s.io";

    private static readonly TableColumn[] WebhookColumns = [Cells.Name, Cells.Count("Webhooks", "webhooks"), Cells.Age];

    public static ResourceType ValidatingWebhookConfigurations { get; } = new()
    {
        Group = Group,
        Version = "v1",
        Kind = "ValidatingWebhookConfiguration",
        Plural = "validatingwebhookconfigurations",
        Namespaced = false,
        CountsGenerations = true,
        Columns = WebhookColumns,
        Notice = _ => "Webhooks are not called here: nothing is refused by them.",
    };

    public static ResourceType MutatingWebhookConfigurations { get; } = new()
    {
        Group = Group,
        Version = "v1",
        Kind = "MutatingWebhookConfiguration",
        Plural = "mutatingwebhookconfigurations",
        Namespaced = false,
        CountsGenerations = true,
        Columns = WebhookColumns,
        Notice = _ => "Webhooks are not called here: nothing is changed by them.",
    };

    public static ResourceType ValidatingAdmissionPolicies { get; } = new()
    {
        Group = Group,
        Version = "v1",
        Kind = "ValidatingAdmissionPolicy",
        Plural = "validatingadmissionpolicies",
        Namespaced = false,
        Subresources = ["status"],
        CountsGenerations = true,
        Columns = Cells.NameAndAge,
        Notice = _ => "ValidatingAdmissionPolicies are not evaluated here: nothing is refused by them.",
    };

    public static ResourceType ValidatingAdmissionPolicyBindings { get; } = new()
    {
        Group = Group,
        Version = "v1",
        Kind = "ValidatingAdmissionPolicyBinding",
        Plural = "validatingadmissionpolicybindings",
        Namespaced = false,
        CountsGenerations = true,
        Columns = Cells.NameAndAge,
        Notice = _ => "ValidatingAdmissionPolicies are not evaluated here: nothing is refused by them, bound or not.",
    };
}
