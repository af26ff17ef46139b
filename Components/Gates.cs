using Pulumi;

namespace CniMigration.Components;

/// <summary>What a gate has to prove in a run.</summary>
internal enum GateProof
{
    /// <summary>All of it.</summary>
    Now,

    /// <summary>Nothing again: a later stage is reached. A gate that was let through unproven on a way back is proven now.</summary>
    Passed,

    /// <summary>Nothing at all: the way leads back, and what is broken must not block it.</summary>
    GoingBack,
}

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
    public static CustomResourceOptions Keep(GateProof proof, CustomResourceOptions options)
    {
        if (proof != GateProof.Now)
        {
            options.IgnoreChanges.AddRange(Inputs);
        }

        if (proof == GateProof.GoingBack)
        {
            options.IgnoreChanges.Add("kept");
        }

        return options;
    }

    /// <summary>A bound in time as an input; none for the gate's own.</summary>
    public static Input<int>? Seconds(int? seconds) => seconds is { } bound ? (Input<int>)bound : null;

    /// <summary>The input of a gate that may have to be created on the way back, because it failed on the way forth.</summary>
    public static Input<bool>? Kept(GateProof proof) => proof == GateProof.GoingBack ? true : null;
}
