using System.Collections.Immutable;
using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Says what a move would do, and what blocks it, without touching anything.</summary>
internal static class PlanMove
{
    public const string Token = "cnimigration:index:planMove";

    public static async Task<MovePlan?> InvokeAsync(PlanMoveArgs args, InvokeOptions options) =>
        await Deployment.Instance.InvokeAsync<MovePlan>(Token, args, options);
}

internal sealed class PlanMoveArgs : ClusterQueryArgs
{
    [Input("destination", required: true)]
    public string Destination { get; set; } = null!;

    [Input("surge")]
    public string? Surge { get; set; }

    [Input("evictBarePods")]
    public bool? EvictBarePods { get; set; }

    [Input("deleteLocalData")]
    public bool? DeleteLocalData { get; set; }

    [Input("recreate")]
    public bool? Recreate { get; set; }

    [Input("maxConcurrentMoves")]
    public int? MaxConcurrentMoves { get; set; }

    /// <summary>By zone.</summary>
    [Input("freeAddresses")]
    public Dictionary<string, int>? FreeAddresses { get; set; }
}

[OutputType]
[method: OutputConstructor]
internal sealed record MovePlan(
    [OutputConstructorParameter("pods")] int Pods,
    [OutputConstructorParameter("blockers")] ImmutableArray<MoveBlocker> Blockers,
    [OutputConstructorParameter("workloads")] ImmutableArray<PlannedWorkload> Workloads,
    [OutputConstructorParameter("warnings")] ImmutableArray<string> Warnings,
    [OutputConstructorParameter("room")] ImmutableArray<PlannedRoom> Room,
    [OutputConstructorParameter("atMostSeconds")] int AtMostSeconds);

[OutputType]
[method: OutputConstructor]
internal sealed record MoveBlocker(
    [OutputConstructorParameter("pod")] string Pod,
    [OutputConstructorParameter("reason")] string Reason,
    [OutputConstructorParameter("remedy")] string? Remedy,
    [OutputConstructorParameter("setting")] string? Setting);

[OutputType]
[method: OutputConstructor]
internal sealed record PlannedWorkload(
    [OutputConstructorParameter("kind")] string Kind,
    [OutputConstructorParameter("namespace")] string Namespace,
    [OutputConstructorParameter("name")] string Name,
    [OutputConstructorParameter("pods")] int Pods,
    [OutputConstructorParameter("podNames")] ImmutableArray<string> PodNames,
    [OutputConstructorParameter("method")] string Method,
    [OutputConstructorParameter("reason")] string? Reason,
    [OutputConstructorParameter("wave")] int Wave,
    [OutputConstructorParameter("atOnce")] int AtOnce,
    [OutputConstructorParameter("atMostSeconds")] int AtMostSeconds);

[OutputType]
[method: OutputConstructor]
internal sealed record PlannedRoom(
    [OutputConstructorParameter("resource")] string Resource,
    [OutputConstructorParameter("needed")] string Needed,
    [OutputConstructorParameter("free")] string Free);
