using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>The informers that all controllers share, and the indexes they read by.</summary>
internal sealed class ClusterCache
{
    private readonly Dictionary<ResourceType, Informer> informers = [];

    public ClusterCache()
    {
        Pods = Add<Pod>(ResourceTypes.Pods);
        Nodes = Add<Node>(ResourceTypes.Nodes);
        Namespaces = Add<NamespaceObject>(ResourceTypes.Namespaces);
        Deployments = Add<Deployment>(ResourceTypes.Deployments);
        ReplicaSets = Add<ReplicaSet>(ResourceTypes.ReplicaSets);
        DaemonSets = Add<DaemonSet>(ResourceTypes.DaemonSets);
        StatefulSets = Add<StatefulSet>(ResourceTypes.StatefulSets);
        Revisions = Add<ControllerRevision>(ResourceTypes.ControllerRevisions);
        Jobs = Add<Job>(ResourceTypes.Jobs);
        Budgets = Add<PodDisruptionBudget>(ResourceTypes.PodDisruptionBudgets);
        Services = Add<Service>(ResourceTypes.Services);
        Endpoints = Add<Endpoints>(ResourceTypes.Endpoints);
        EndpointSlices = Add<Resource>(ResourceTypes.EndpointSlices);
        Claims = Add<PersistentVolumeClaim>(ResourceTypes.PersistentVolumeClaims);
        Volumes = Add<PersistentVolume>(ResourceTypes.PersistentVolumes);
        StorageClasses = Add<StorageClass>(ResourceTypes.StorageClasses);
        Attachments = Add<VolumeAttachment>(ResourceTypes.VolumeAttachments);

        PodsByNode = Pods.AddIndex(pod => pod.Spec.NodeName);
        PodsByNamespace = Pods.AddIndex(pod => pod.Namespace);
        PodsByController = Pods.AddIndex(pod => pod.Metadata.Controller?.Uid);
        OrphanPods = Pods.AddIndex(pod => pod.Metadata.Controller is null ? pod.Namespace : null);
        ReplicaSetsByController = ReplicaSets.AddIndex(set => set.Metadata.Controller?.Uid);
        ReplicaSetsByNamespace = ReplicaSets.AddIndex(set => set.Namespace);
        RevisionsByController = Revisions.AddIndex(revision => revision.Metadata.Controller?.Uid);
        BudgetsByNamespace = Budgets.AddIndex(budget => budget.Namespace);
        ServicesByNamespace = Services.AddIndex(service => service.Namespace);
        SlicesByService = EndpointSlices.AddIndex(slice =>
            slice.Metadata.Labels.TryGetValue("kubernetes.io/service-name", out var service) ? $"{slice.Namespace}/{service}" : null);
        AttachmentsByVolume = Attachments.AddIndex(attachment => attachment.Spec.Source.PersistentVolumeName);
    }

    public Informer<Pod> Pods { get; }

    public Informer<Node> Nodes { get; }

    public Informer<NamespaceObject> Namespaces { get; }

    public Informer<Deployment> Deployments { get; }

    public Informer<ReplicaSet> ReplicaSets { get; }

    public Informer<DaemonSet> DaemonSets { get; }

    public Informer<StatefulSet> StatefulSets { get; }

    public Informer<ControllerRevision> Revisions { get; }

    public Informer<Job> Jobs { get; }

    public Informer<PodDisruptionBudget> Budgets { get; }

    public Informer<Service> Services { get; }

    public Informer<Endpoints> Endpoints { get; }

    public Informer<Resource> EndpointSlices { get; }

    public Informer<PersistentVolumeClaim> Claims { get; }

    public Informer<PersistentVolume> Volumes { get; }

    public Informer<StorageClass> StorageClasses { get; }

    public Informer<VolumeAttachment> Attachments { get; }

    public InformerIndex<Pod> PodsByNode { get; }

    public InformerIndex<Pod> PodsByNamespace { get; }

    public InformerIndex<Pod> PodsByController { get; }

    /// <summary>Pods that no controller owns, by namespace.</summary>
    public InformerIndex<Pod> OrphanPods { get; }

    public InformerIndex<ReplicaSet> ReplicaSetsByController { get; }

    public InformerIndex<ReplicaSet> ReplicaSetsByNamespace { get; }

    public InformerIndex<ControllerRevision> RevisionsByController { get; }

    public InformerIndex<PodDisruptionBudget> BudgetsByNamespace { get; }

    public InformerIndex<Service> ServicesByNamespace { get; }

    public InformerIndex<Resource> SlicesByService { get; }

    public InformerIndex<VolumeAttachment> AttachmentsByVolume { get; }

    public IReadOnlyCollection<Informer> All => informers.Values;

    public Informer? Find(ResourceType type) => informers.GetValueOrDefault(type);

    private Informer<T> Add<T>(ResourceType type)
        where T : Resource
    {
        var informer = new Informer<T>(type);
        informers.Add(type, informer);
        return informer;
    }
}
