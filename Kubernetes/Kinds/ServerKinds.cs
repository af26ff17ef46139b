using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class ServerKinds
{
    private const string FlowControl = "flowcontrol.apiserver.k8s.io";

    public static ResourceType FlowSchemas { get; } = new(FlowControl, "v1", "FlowSchema", "flowschemas")
    {
        Namespaced = false,
        Subresources = ["status"],
        CountsGenerations = true,
        Columns = Cells.NameAndAge,
        Notice = _ => "FlowSchemas are not modelled here: requests are not queued by them.",
    };

    public static ResourceType PriorityLevels { get; } = new(FlowControl, "v1", "PriorityLevelConfiguration", "prioritylevelconfigurations")
    {
        Namespaced = false,
        Subresources = ["status"],
        CountsGenerations = true,
        Columns = Cells.NameAndAge,
        Notice = _ => "PriorityLevelConfigurations are not modelled here: requests are not queued by them.",
    };

    public static ResourceType ApiServices { get; } = new("apiregistration.k8s.io", "v1", "APIService", "apiservices")
    {
        Namespaced = false,
        Subresources = ["status"],
        Columns = Cells.NameAndAge,
        Notice = _ => "APIServices are not modelled here: requests are not handed on to other API servers.",
    };
}
