using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class ServerKinds
{
    private const string FlowControl = "flowcontrol.apiserver.k8s.io";

    public static ResourceType FlowSchemas { get; } = new()
    {
        Group = FlowControl,
        Version = "v1",
        Kind = "FlowSchema",
        Plural = "flowschemas",
        Namespaced = false,
        Subresources = ["status"],
        CountsGenerations = true,
        Columns = Cells.NameAndAge,
        Notice = _ => "FlowSchemas are not modelled here: requests are not queued by them.",
    };

    public static ResourceType PriorityLevels { get; } = new()
    {
        Group = FlowControl,
        Version = "v1",
        Kind = "PriorityLevelConfiguration",
        Plural = "prioritylevelconfigurations",
        Namespaced = false,
        Subresources = ["status"],
        CountsGenerations = true,
        Columns = Cells.NameAndAge,
        Notice = _ => "PriorityLevelConfigurations are not modelled here: requests are not queued by them.",
    };

    public static ResourceType ApiServices { get; } = new()
    {
        Group = "apiregistration.k8s.io",
        Version = "v1",
        Kind = "APIService",
        Plural = "apiservices",
        Namespaced = false,
        Subresources = ["status"],
        Columns = Cells.NameAndAge,
        Notice = _ => "APIServices are not modelled here: requests are not handed on to other API servers.",
    };
}
