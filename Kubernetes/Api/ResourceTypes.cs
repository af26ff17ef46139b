namespace CniMigration.Kubernetes.Api;

/// <summary>The kinds that every cluster serves.</summary>
internal static class ResourceTypes
{
    private static readonly List<ResourceType> Registered = [];

    public static ResourceType Namespaces { get; } = Core("Namespace", "namespaces", cluster: true, "ns", subresources: ["finalize", "status"]);

    public static ResourceType Nodes { get; } = Core("Node", "nodes", cluster: true, "no", subresources: ["proxy", "status"]);

    public static ResourceType Pods { get; } = Core("Pod", "pods", cluster: false, "po",
        subresources: ["attach", "binding", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "proxy", "status"], all: true);

    public static ResourceType Services { get; } = Core("Service", "services", cluster: false, "svc", subresources: ["proxy", "status"], all: true);

    public static ResourceType Endpoints { get; } = Core("Endpoints", "endpoints", cluster: false, "ep");

    public static ResourceType ConfigMaps { get; } = Core("ConfigMap", "configmaps", cluster: false, "cm");

    public static ResourceType Secrets { get; } = Core("Secret", "secrets", cluster: false, null);

    public static ResourceType ServiceAccounts { get; } = Core("ServiceAccount", "serviceaccounts", cluster: false, "sa", subresources: ["token"]);

    public static ResourceType Events { get; } = Core("Event", "events", cluster: false, "ev", alsoServedAs: ["events.k8s.io/v1"]);

    public static ResourceType PersistentVolumes { get; } =
        Core("PersistentVolume", "persistentvolumes", cluster: true, "pv", subresources: ["status"]);

    public static ResourceType PersistentVolumeClaims { get; } =
        Core("PersistentVolumeClaim", "persistentvolumeclaims", cluster: false, "pvc", subresources: ["status"]);

    public static ResourceType ResourceQuotas { get; } = Core("ResourceQuota", "resourcequotas", cluster: false, "quota", subresources: ["status"]);

    public static ResourceType LimitRanges { get; } = Core("LimitRange", "limitranges", cluster: false, "limits");

    public static ResourceType PodTemplates { get; } = Core("PodTemplate", "podtemplates", cluster: false, null);

    public static ResourceType ReplicationControllers { get; } = Core("ReplicationController", "replicationcontrollers", cluster: false, "rc",
        subresources: ["scale", "status"], all: true, generations: true);

    public static ResourceType DaemonSets { get; } =
        Grouped("apps", "v1", "DaemonSet", "daemonsets", shortName: "ds", subresources: ["status"], all: true, generations: true);

    public static ResourceType Deployments { get; } =
        Grouped("apps", "v1", "Deployment", "deployments", shortName: "deploy", subresources: ["scale", "status"], all: true, generations: true);

    public static ResourceType ReplicaSets { get; } =
        Grouped("apps", "v1", "ReplicaSet", "replicasets", shortName: "rs", subresources: ["scale", "status"], all: true, generations: true);

    public static ResourceType StatefulSets { get; } =
        Grouped("apps", "v1", "StatefulSet", "statefulsets", shortName: "sts", subresources: ["scale", "status"], all: true, generations: true);

    public static ResourceType ControllerRevisions { get; } = Grouped("apps", "v1", "ControllerRevision", "controllerrevisions");

    public static ResourceType Jobs { get; } =
        Grouped("batch", "v1", "Job", "jobs", subresources: ["status"], all: true, generations: true);

    public static ResourceType CronJobs { get; } =
        Grouped("batch", "v1", "CronJob", "cronjobs", shortName: "cj", subresources: ["status"], all: true, generations: true);

    public static ResourceType PodDisruptionBudgets { get; } =
        Grouped("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", shortName: "pdb", subresources: ["status"], generations: true);

    public static ResourceType Roles { get; } = Grouped("rbac.authorization.k8s.io", "v1", "Role", "roles");

    public static ResourceType RoleBindings { get; } = Grouped("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings");

    public static ResourceType ClusterRoles { get; } = Grouped("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", cluster: true);

    public static ResourceType ClusterRoleBindings { get; } =
        Grouped("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", cluster: true);

    public static ResourceType StorageClasses { get; } =
        Grouped("storage.k8s.io", "v1", "StorageClass", "storageclasses", shortName: "sc", cluster: true);

    public static ResourceType VolumeAttachments { get; } =
        Grouped("storage.k8s.io", "v1", "VolumeAttachment", "volumeattachments", subresources: ["status"], cluster: true);

    public static ResourceType CsiNodes { get; } = Grouped("storage.k8s.io", "v1", "CSINode", "csinodes", cluster: true);

    public static ResourceType CsiDrivers { get; } = Grouped("storage.k8s.io", "v1", "CSIDriver", "csidrivers", cluster: true);

    public static ResourceType PriorityClasses { get; } =
        Grouped("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", shortName: "pc", cluster: true);

    public static ResourceType RuntimeClasses { get; } = Grouped("node.k8s.io", "v1", "RuntimeClass", "runtimeclasses", cluster: true);

    public static ResourceType NetworkPolicies { get; } =
        Grouped("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", shortName: "netpol", generations: true);

    public static ResourceType Ingresses { get; } =
        Grouped("networking.k8s.io", "v1", "Ingress", "ingresses", shortName: "ing", subresources: ["status"], generations: true);

    public static ResourceType IngressClasses { get; } =
        Grouped("networking.k8s.io", "v1", "IngressClass", "ingressclasses", cluster: true, generations: true);

    public static ResourceType Leases { get; } = Grouped("coordination.k8s.io", "v1", "Lease", "leases");

    public static ResourceType HorizontalPodAutoscalers { get; } = Grouped("autoscaling", "v2", "HorizontalPodAutoscaler",
        "horizontalpodautoscalers", shortName: "hpa", subresources: ["status"], all: true, alsoServedAs: ["autoscaling/v1"]);

    public static ResourceType EndpointSlices { get; } =
        Grouped("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", generations: true);

    public static ResourceType CustomResourceDefinitions { get; } = Grouped("apiextensions.k8s.io", "v1", "CustomResourceDefinition",
        "customresourcedefinitions", shortName: "crd,crds", cluster: true, subresources: ["status"], generations: true);

    public static ResourceType ValidatingWebhookConfigurations { get; } = Grouped("admissionregistration.k8s.io", "v1",
        "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", cluster: true, generations: true);

    public static ResourceType MutatingWebhookConfigurations { get; } = Grouped("admissionregistration.k8s.io", "v1",
        "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", cluster: true, generations: true);

    public static ResourceType ValidatingAdmissionPolicies { get; } = Grouped("admissionregistration.k8s.io", "v1",
        "ValidatingAdmissionPolicy", "validatingadmissionpolicies", cluster: true, subresources: ["status"], generations: true);

    public static ResourceType ValidatingAdmissionPolicyBindings { get; } = Grouped("admissionregistration.k8s.io", "v1",
        "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", cluster: true, generations: true);

    public static ResourceType FlowSchemas { get; } =
        Grouped("flowcontrol.apiserver.k8s.io", "v1", "FlowSchema", "flowschemas", cluster: true, subresources: ["status"], generations: true);

    public static ResourceType PriorityLevels { get; } = Grouped("flowcontrol.apiserver.k8s.io", "v1", "PriorityLevelConfiguration",
        "prioritylevelconfigurations", cluster: true, subresources: ["status"], generations: true);

    public static ResourceType CertificateSigningRequests { get; } = Grouped("certificates.k8s.io", "v1", "CertificateSigningRequest",
        "certificatesigningrequests", shortName: "csr", cluster: true, subresources: ["approval", "status"]);

    public static ResourceType IpAddresses { get; } = Grouped("networking.k8s.io", "v1", "IPAddress", "ipaddresses", shortName: "ip", cluster: true);

    public static ResourceType ServiceCidrs { get; } =
        Grouped("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs", cluster: true, subresources: ["status"]);

    public static ResourceType CsiStorageCapacities { get; } = Grouped("storage.k8s.io", "v1", "CSIStorageCapacity", "csistoragecapacities");

    public static ResourceType ApiServices { get; } =
        Grouped("apiregistration.k8s.io", "v1", "APIService", "apiservices", cluster: true, subresources: ["status"]);

    public static IReadOnlyList<ResourceType> All => Registered;

    private static ResourceType Core(string kind, string plural, bool cluster, string? shortName, IReadOnlyList<string>? subresources = null,
        bool all = false, bool generations = false, IReadOnlyList<string>? alsoServedAs = null) =>
        Grouped("", "v1", kind, plural, shortName, cluster, subresources, all, generations, alsoServedAs);

    private static ResourceType Grouped(string group, string version, string kind, string plural, string? shortName = null, bool cluster = false,
        IReadOnlyList<string>? subresources = null, bool all = false, bool generations = false, IReadOnlyList<string>? alsoServedAs = null)
    {
        var type = new ResourceType
        {
            Group = group,
            Version = version,
            Kind = kind,
            Plural = plural,
            Singular = kind.ToLowerInvariant(),
            Namespaced = !cluster,
            ShortNames = shortName?.Split(',') ?? [],
            Subresources = subresources ?? [],
            Categories = all ? ["all"] : [],
            CountsGenerations = generations,
            AlsoServedAs = alsoServedAs ?? [],
        };
        Registered.Add(type);
        return type;
    }
}
