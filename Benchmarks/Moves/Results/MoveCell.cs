using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Benchmarks.Moves.Rivals;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Benchmarks.Moves.Results;

/// <summary>One measurement: who moves which cluster on which server.</summary>
internal sealed record MoveCell(string Server, ClientRates Rates, ClusterPlan Plan, Rival Rival)
{
    public override string ToString() => $"{Server}, {Rates.Name}, {Plan.Name}, {Plan.Nodes} nodes: {Rival.Title}";
}
