namespace CniMigration.Kubernetes.Kinds;

/// <summary>The kinds that every cluster serves, in the order in which discovery shows them.</summary>
internal static class ResourceTypes
{
    private static readonly List<ResourceType> Registered = [];

    public static ResourceType Namespaces { get; } = Register(NamespaceKind.Type);
    public static ResourceType Nodes { get; } = Register(NodeKind.Type);
    public static ResourceType Pods { get; } = Register(PodKinds.Pods);
    public static ResourceType Services { get; } = Register(ServiceKinds.Services);
    public static ResourceType Endpoints { get; } = Register(EndpointKinds.Endpoints);
    public static ResourceType ConfigMaps { get; } = Register(DataKinds.ConfigMaps);
    public static ResourceType Secrets { get; } = Register(DataKinds.Secrets);
    public static ResourceType ServiceAccounts { get; } = Register(AccessKinds.ServiceAccounts);
    public static ResourceType Events { get; } = Register(EventKind.Type);
    public static ResourceType PersistentVolumes { get; } = Register(StorageKinds.PersistentVolumes);
    public static ResourceType PersistentVolumeClaims { get; } = Register(StorageKinds.PersistentVolumeClaims);
    public static ResourceType ResourceQuotas { get; } = Register(QuotaKinds.ResourceQuotas);
    public static ResourceType LimitRanges { get; } = Register(QuotaKinds.LimitRanges);
    public static ResourceType PodTemplates { get; } = Register(PodKinds.PodTemplates);
    public static ResourceType ReplicationControllers { get; } = Register(ReplicaSetKinds.ReplicationControllers);
    public static ResourceType DaemonSets { get; } = Register(DaemonSetKind.Type);
    public static ResourceType Deployments { get; } = Register(DeploymentKind.Type);
    public static ResourceType ReplicaSets { get; } = Register(ReplicaSetKinds.ReplicaSets);
    public static ResourceType StatefulSets { get; } = Register(StatefulSetKind.Type);
    public static ResourceType ControllerRevisions { get; } = Register(ControllerRevisionKind.Type);
    public static ResourceType Jobs { get; } = Register(JobKinds.Jobs);
    public static ResourceType CronJobs { get; } = Register(JobKinds.CronJobs);
    public static ResourceType PodDisruptionBudgets { get; } = Register(DisruptionBudgetKind.Type);
    public static ResourceType Roles { get; } = Register(AccessKinds.Roles);
    public static ResourceType RoleBindings { get; } = Register(AccessKinds.RoleBindings);
    public static ResourceType ClusterRoles { get; } = Register(AccessKinds.ClusterRoles);
    public static ResourceType ClusterRoleBindings { get; } = Register(AccessKinds.ClusterRoleBindings);
    public static ResourceType StorageClasses { get; } = Register(StorageKinds.StorageClasses);
    public static ResourceType VolumeAttachments { get; } = Register(StorageKinds.VolumeAttachments);
    public static ResourceType CsiNodes { get; } = Register(StorageKinds.CsiNodes);
    public static ResourceType CsiDrivers { get; } = Register(StorageKinds.CsiDrivers);
    public static ResourceType PriorityClasses { get; } = Register(SchedulingKinds.PriorityClasses);
    public static ResourceType RuntimeClasses { get; } = Register(SchedulingKinds.RuntimeClasses);
    public static ResourceType NetworkPolicies { get; } = Register(NetworkKinds.NetworkPolicies);
    public static ResourceType Ingresses { get; } = Register(NetworkKinds.Ingresses);
    public static ResourceType IngressClasses { get; } = Register(NetworkKinds.IngressClasses);
    public static ResourceType Leases { get; } = Register(LeaseKind.Type);
    public static ResourceType HorizontalPodAutoscalers { get; } = Register(AutoscalerKind.Type);
    public static ResourceType EndpointSlices { get; } = Register(EndpointKinds.EndpointSlices);
    public static ResourceType CustomResourceDefinitions { get; } = Register(CustomResourceDefinitionKind.Type);
    public static ResourceType ValidatingWebhookConfigurations { get; } = Register(AdmissionKinds.ValidatingWebhookConfigurations);
    public static ResourceType MutatingWebhookConfigurations { get; } = Register(AdmissionKinds.MutatingWebhookConfigurations);
    public static ResourceType ValidatingAdmissionPolicies { get; } = Register(AdmissionKinds.ValidatingAdmissionPolicies);
    public static ResourceType ValidatingAdmissionPolicyBindings { get; } = Register(AdmissionKinds.ValidatingAdmissionPolicyBindings);
    public static ResourceType FlowSchemas { get; } = Register(ServerKinds.FlowSchemas);
    public static ResourceType PriorityLevels { get; } = Register(ServerKinds.PriorityLevels);
    public static ResourceType CertificateSigningRequests { get; } = Register(AccessKinds.CertificateSigningRequests);
    public static ResourceType IpAddresses { get; } = Register(ServiceKinds.IpAddresses);
    public static ResourceType ServiceCidrs { get; } = Register(ServiceKinds.ServiceCidrs);
    public static ResourceType CsiStorageCapacities { get; } = Register(StorageKinds.CsiStorageCapacities);
    public static ResourceType ApiServices { get; } = Register(ServerKinds.ApiServices);

    public static IReadOnlyList<ResourceType> All => Registered;

    private static ResourceType Register(ResourceType type)
    {
        Registered.Add(type);
        return type;
    }
}
