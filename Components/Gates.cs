using Pulumi;

namespace CniMigration.Components;

/// <summary>What gates have in common.</summary>
internal static class Gates
{
    private static readonly string[] Inputs =
    [
        "absentDaemonSet", "absentOnSelector", "absentTaint", "allowZero", "ciliumNodeSelector", "count", "daemonSet", "deployment",
        "freshPodImage", "kind", "name", "namespace", "nodeSelector", "oldNodeSelector", "passes", "port", "requireEndpoints",
        "selector", "timeoutSeconds", "token", "unready",
    ];

    /// <summary>
    /// A gate of a stage that was passed proves nothing again, whatever its settings have become: nodes that it counted may be gone
    /// on purpose, and a failed gate would stop the deletes of the way back.
    /// </summary>
    public static CustomResourceOptions Keep(bool kept, CustomResourceOptions options)
    {
        if (kept)
        {
            options.IgnoreChanges.AddRange(Inputs);
        }

        return options;
    }
}
