using System.Text.Json;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>Which columns the table of each type has.</summary>
internal sealed class ColumnCatalog(ApiCore core)
{
    private static readonly TableColumn[] NameAndAge = [Cells.Name, Cells.Age];

    private static readonly Dictionary<ResourceType, TableColumn[]> BuiltIn = new()
    {
        [ResourceTypes.Pods] = PodColumns.All,
        [ResourceTypes.Nodes] = NodeColumns.All,
        [ResourceTypes.Deployments] = WorkloadColumns.Deployments,
        [ResourceTypes.ReplicaSets] = WorkloadColumns.ReplicaSets,
        [ResourceTypes.DaemonSets] = WorkloadColumns.DaemonSets,
        [ResourceTypes.StatefulSets] = WorkloadColumns.StatefulSets,
        [ResourceTypes.Jobs] = WorkloadColumns.Jobs,
        [ResourceTypes.CronJobs] = WorkloadColumns.CronJobs,
        [ResourceTypes.ControllerRevisions] = WorkloadColumns.ControllerRevisions,
        [ResourceTypes.PodDisruptionBudgets] = WorkloadColumns.Budgets,
        [ResourceTypes.HorizontalPodAutoscalers] = WorkloadColumns.Autoscalers,
        [ResourceTypes.Namespaces] = ClusterColumns.Namespaces,
        [ResourceTypes.Services] = ClusterColumns.Services,
        [ResourceTypes.Endpoints] = ClusterColumns.Endpoints,
        [ResourceTypes.EndpointSlices] = ClusterColumns.EndpointSlices,
        [ResourceTypes.Events] = ClusterColumns.Events,
        [ResourceTypes.ConfigMaps] = ClusterColumns.ConfigMaps,
        [ResourceTypes.Secrets] = ClusterColumns.Secrets,
        [ResourceTypes.ServiceAccounts] = ClusterColumns.ServiceAccounts,
        [ResourceTypes.PersistentVolumeClaims] = ClusterColumns.Claims,
        [ResourceTypes.PersistentVolumes] = ClusterColumns.Volumes,
        [ResourceTypes.StorageClasses] = ClusterColumns.StorageClasses,
        [ResourceTypes.VolumeAttachments] = ClusterColumns.Attachments,
        [ResourceTypes.PriorityClasses] = ClusterColumns.PriorityClasses,
        [ResourceTypes.NetworkPolicies] = ClusterColumns.NetworkPolicies,
        [ResourceTypes.Leases] = ClusterColumns.Leases,
        [ResourceTypes.Ingresses] = ClusterColumns.Ingresses,
        [ResourceTypes.CustomResourceDefinitions] = ClusterColumns.Definitions,
        [ResourceTypes.ResourceQuotas] = PolicyColumns.Quotas,
        [ResourceTypes.LimitRanges] = PolicyColumns.LimitRanges,
        [ResourceTypes.RuntimeClasses] = PolicyColumns.RuntimeClasses,
        [ResourceTypes.IngressClasses] = PolicyColumns.IngressClasses,
        [ResourceTypes.ValidatingWebhookConfigurations] = PolicyColumns.Webhooks,
        [ResourceTypes.MutatingWebhookConfigurations] = PolicyColumns.Webhooks,
        [ResourceTypes.CsiNodes] = PolicyColumns.CsiNodes,
        [ResourceTypes.PodTemplates] = PolicyColumns.PodTemplates,
        [ResourceTypes.ReplicationControllers] = PolicyColumns.ReplicationControllers,
        [ResourceTypes.Roles] = ClusterColumns.Roles,
        [ResourceTypes.ClusterRoles] = ClusterColumns.Roles,
        [ResourceTypes.RoleBindings] = ClusterColumns.Bindings,
        [ResourceTypes.ClusterRoleBindings] = ClusterColumns.Bindings,
    };

    public IReadOnlyList<TableColumn> Of(ServedResource resource) =>
        resource.Type.IsCustom ? OfDefinition(resource) : BuiltIn.GetValueOrDefault(resource.Type, NameAndAge);

    private TableColumn[] OfDefinition(ServedResource resource)
    {
        if (core.Find(ResourceTypes.CustomResourceDefinitions, null, resource.Type.QualifiedName) is not { } definition)
        {
            return NameAndAge;
        }

        using var document = JsonDocument.Parse(definition.Json);
        var version = document.RootElement.At("spec", "versions").Each().First(each => each.At("name").Text() == resource.Version);
        var columns = version.At("additionalPrinterColumns");
        return columns.ValueKind == JsonValueKind.Array ? [Cells.Name, .. columns.Each().Select(Custom)] : NameAndAge;
    }

    private static TableColumn Custom(JsonElement column)
    {
        var path = PrinterPath.Parse(column.At("jsonPath").Text());
        var type = column.At("type").Text();
        return new TableColumn(column.At("name").Text(), row => path.Show(row, type), type, (int)column.At("priority").Number(),
            column.At("description").Text());
    }
}
