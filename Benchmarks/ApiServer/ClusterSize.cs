namespace CniMigration.Benchmarks.ApiServer;

internal sealed record ClusterSize(int Nodes, int Pods);
