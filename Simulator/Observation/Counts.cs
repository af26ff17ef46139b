namespace CniMigration.Simulator.Observation;

/// <summary>Pods that are neither finished nor terminating.</summary>
/// <param name="Total">All of them.</param>
/// <param name="AwsCni">Those whose address aws-node gave.</param>
/// <param name="Cilium">Those whose address Cilium gave.</param>
/// <param name="HostNetwork">Those that live in their node's own network.</param>
/// <param name="Pending">Those that do not run yet.</param>
public sealed record PodCounts(int Total, int AwsCni, int Cilium, int HostNetwork, int Pending);

/// <summary>Nodes that are registered.</summary>
/// <param name="Old">Those in aws-node's charge.</param>
/// <param name="Cilium">Those in Cilium's charge, or waiting for it.</param>
/// <param name="Ready">Those that are Ready.</param>
/// <param name="WithoutCni">Those that have no CNI configuration yet.</param>
/// <param name="WithTwoCnis">Those on which agents of both run.</param>
public sealed record NodeCounts(int Old, int Cilium, int Ready, int WithoutCni, int WithTwoCnis);

/// <summary>The cluster at one moment.</summary>
/// <param name="Pods">Its pods.</param>
/// <param name="Nodes">Its nodes.</param>
public sealed record ClusterSnapshot(PodCounts Pods, NodeCounts Nodes);
