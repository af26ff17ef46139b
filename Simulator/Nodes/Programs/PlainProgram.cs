using System.Globalization;

namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>A team's program: it gets ready and works until it is stopped, or, in a Job, for as long as the pod says.</summary>
internal sealed class PlainProgram : IPodProgram
{
    /// <summary>How many seconds a pod works before it succeeds.</summary>
    public const string WorksForSeconds = "simulator.cni-migration.io/works-for-seconds";

    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        var probe = pod.Pod.Spec.Containers.Select(container => container.ReadinessProbe).OfType<Probe>().ToList();
        if (probe.Count > 0)
        {
            var initial = TimeSpan.FromSeconds(probe.Max(one => one.InitialDelaySeconds));
            await pod.Cluster.Delay(initial + pod.Cluster.Timings.Readiness, stopping);
        }

        await pod.BecomeReadyAsync(stopping);
        await pod.Cluster.Delay(WorkingTime(pod), stopping);
    }

    private static TimeSpan WorkingTime(RunningPod pod) =>
        pod.Pod.Metadata.Annotations.TryGetValue(WorksForSeconds, out var seconds)
            ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
            : pod.Pod.Spec.RestartPolicy == "Always" ? Timeout.InfiniteTimeSpan : pod.Cluster.Timings.JobRun;
}
