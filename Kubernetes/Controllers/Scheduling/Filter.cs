namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>One rule of the scheduler, prepared for one pod: why a node will not do, in Kubernetes' words; null where it will.</summary>
internal delegate IReadOnlyList<string>? Filter(NodeInfo node);
