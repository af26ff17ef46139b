using System.Text;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>The whole story of a move that failed: what did not move and why, and every pod that is left.</summary>
internal static class MoveFailure
{
    internal static string Text(MoveContext context, IReadOnlyCollection<string> failures, int wave)
    {
        var text = new StringBuilder();
        if (context.Connectivity.Lost is { } complaint)
        {
            text.AppendLine($"The pod network is unhealthy, so nothing more was moved: {complaint}");
        }

        text.Append($"{failures.Count} workload(s) did not move. {Rest(wave)}; ");
        text.AppendLine(context.Request.OnFailure is OnMoveFailure.Uncordon
            ? "the cordons of the migration are taken back, as onFailure asks. The same run again goes on from here:"
            : "the source stays cordoned. The same run again goes on from here:");
        foreach (var failure in failures.Order(StringComparer.Ordinal))
        {
            text.AppendLine($"  {failure}");
        }

        Left(context, text);
        return text.ToString();
    }

    /// <summary>Pods come to the source again and again, or may do so at any time: what was left does not stay so.</summary>
    internal static string CameBack(MoveContext context, string? opened)
    {
        var text = new StringBuilder().AppendLine(opened is null
            ? "Pods come to the source as fast as they leave it. See what starts them there (a scheduler that cordons do not hold off), stop it, and run again."
            : $"Pods may come back to the source: {opened}. Pause whoever that is for these nodes, and run again.");
        Left(context, text);
        return text.ToString();
    }

    private static void Left(MoveContext context, StringBuilder text)
    {
        var source = context.SourceNodes();
        var left = context.Cluster.Pods.All.Where(p => p.IsWorkload() && source.Contains(p.Spec?.NodeName ?? "")).ToList();
        text.Append($"Still on the source: {left.Count} pod(s)");
        foreach (var pod in left.OrderBy(p => p.Ref().ToString(), StringComparer.Ordinal))
        {
            text.AppendLine().Append($"  {(pod.IsTerminating() ? PodText.Lingering(pod) : $"pod {pod.Ref()} on {pod.Spec.NodeName}")}");
        }

        foreach (var pod in Followers.Unready(context).OrderBy(p => p.Ref().ToString(), StringComparer.Ordinal))
        {
            text.AppendLine().Append(
                $"  not Ready elsewhere: pod {pod.Ref()}{(pod.Spec?.NodeName is { Length: > 0 } node ? $" on {node}" : "")}{PodText.Why(pod)}");
        }
    }

    private static string Rest(int wave) => wave switch
    {
        Waves.Dns => "DNS did not move, so nothing else was touched",
        Waves.Others => "The rest has moved",
        _ => "All but the last DNS pod has moved",
    };
}
