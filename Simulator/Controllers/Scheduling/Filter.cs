namespace CniMigration.Simulator.Controllers.Scheduling;

/// <summary>One rule of the scheduler, prepared for one pod: why a node will not do, in Kubernetes' words; nothing where it will.</summary>
internal delegate IEnumerable<string> Filter(NodeInfo node);
