using System.Globalization;
using CniMigration.Rehearsal.Walk;
using Spectre.Console;

namespace CniMigration.Rehearsal.View;

/// <summary>The whole walk in one table.</summary>
internal static class ClosingTable
{
    public static Table Draw(ImmutableArray<UpResult> ups, Symbols symbols)
    {
        var done = ups.RemoveAll(up => up.Preview);
        var table = new Table { Border = symbols.Border, ShowFooters = true, UseSafeBorder = false };
        table.AddColumn(new TableColumn("up").RightAligned());
        table.AddColumn(new TableColumn("stage") { Footer = new Text("total") });
        Number(table, "+", done.Sum(up => up.Run.Created));
        Number(table, "~", done.Sum(up => up.Run.Updated));
        Number(table, "-", done.Sum(up => up.Run.Deleted));
        Number(table, "=", null);
        Number(table, "pairs", null);
        table.AddColumn(new TableColumn("Cilium").RightAligned());
        table.AddColumn(new TableColumn("nodes").RightAligned());
        Number(table, "viol.", done.Sum(up => up.BudgetViolations));
        Number(table, "pod-s", Math.Round(done.Sum(up => up.BelowReplicasPodSeconds)));
        table.AddColumn(new TableColumn("time").RightAligned().Footer(new Text(Durations.Of(done.Sum(up => up.SimulatedSeconds)))));
        foreach (var column in table.Columns)
        {
            column.NoWrap = true;
        }

        for (var index = 0; index < ups.Length; index++)
        {
            table.AddRow(Row(index + 1, ups[index]));
        }

        return table;
    }

    private static void Number(Table table, string header, double? total)
    {
        var column = new TableColumn(header).RightAligned();
        table.AddColumn(total is { } sum ? column.Footer(new Text(sum.ToString("0", CultureInfo.InvariantCulture))) : column);
    }

    private static Text[] Row(int number, UpResult up)
    {
        var (run, pods, nodes) = (up.Run, up.Cluster.Pods, up.Cluster.Nodes);
        string[] cells =
        [
            $"{number}", up.Run.Failure is null ? up.IsUp ? up.Effective : up.Requested : $"{up.Requested} !",
            $"{run.Created}", $"{run.Updated}", $"{run.Deleted}", $"{run.Unchanged}",
            $"{up.Gate.HealthyPairs}", $"{pods.Cilium}/{pods.Total - pods.HostNetwork}", $"{nodes.Old}+{nodes.Cilium}", $"{up.BudgetViolations}",
            up.BelowReplicasPodSeconds.ToString("0", CultureInfo.InvariantCulture), Durations.Of(up.SimulatedSeconds),
        ];
        return [.. cells.Select(cell => new Text(cell))];
    }
}
