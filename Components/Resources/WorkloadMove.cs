using System.Collections.Immutable;
using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>
/// Moves workloads to one side within their budgets; where to is an input, so going home is an update and never a side effect of a delete.
/// </summary>
internal sealed class WorkloadMove(string name, WorkloadMoveArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:WorkloadMove", name, args, options)
{
    [Output("moved")]
    public Output<int> Moved { get; private set; } = null!;

    [Output("restarted")]
    public Output<int> Restarted { get; private set; } = null!;

    [Output("evicted")]
    public Output<int> Evicted { get; private set; } = null!;

    [Output("remaining")]
    public Output<int> Remaining { get; private set; } = null!;

    [Output("workloads")]
    public Output<ImmutableArray<string>> Workloads { get; private set; } = null!;
}

internal sealed class WorkloadMoveArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("destination", required: true)]
    public Input<string> Destination { get; set; } = null!;

    [Input("oldNodeSelector", required: true)]
    public Input<string> OldNodeSelector { get; set; } = null!;

    [Input("ciliumNodeSelector", required: true)]
    public Input<string> CiliumNodeSelector { get; set; } = null!;

    [Input("surge")]
    public Input<string>? Surge { get; set; }

    [Input("budgetTimeoutSeconds")]
    public Input<int>? BudgetTimeoutSeconds { get; set; }

    [Input("terminationTimeoutSeconds")]
    public Input<int>? TerminationTimeoutSeconds { get; set; }

    [Input("rolloutTimeoutSeconds")]
    public Input<int>? RolloutTimeoutSeconds { get; set; }

    [Input("evictBarePods")]
    public Input<bool>? EvictBarePods { get; set; }

    [Input("deleteLocalData")]
    public Input<bool>? DeleteLocalData { get; set; }

    [Input("recreate")]
    public Input<bool>? Recreate { get; set; }

    [Input("maxConcurrentMoves")]
    public Input<int>? MaxConcurrentMoves { get; set; }

    [Input("onFailure")]
    public Input<string>? OnFailure { get; set; }

    [Input("goldpingerNamespace")]
    public Input<string>? GoldpingerNamespace { get; set; }

    [Input("goldpingerSelector")]
    public Input<string>? GoldpingerSelector { get; set; }

    [Input("goldpingerPort")]
    public Input<int>? GoldpingerPort { get; set; }

    [Input("connectivityIntervalSeconds")]
    public Input<int>? ConnectivityIntervalSeconds { get; set; }

    [Input("connectivityTimeoutSeconds")]
    public Input<int>? ConnectivityTimeoutSeconds { get; set; }

    /// <summary>By zone; a preview counts them.</summary>
    [Input("freeAddresses")]
    public InputMap<int>? FreeAddresses { get; set; }

    [Input("observed")]
    public Input<string>? Observed { get; set; }
}
