using CniMigration.Simulator.Controllers.Runtime;

namespace CniMigration.Simulator.Controllers.Workloads.Jobs;

/// <summary>CronJobs are not modelled; each is told so, once.</summary>
internal sealed class CronJobNotice : Controller
{
    public CronJobNotice(ControllerContext context)
        : base(context) => Cache.CronJobs.Subscribe(change =>
        {
            if (change is { Old: null, New: { } added }) Queue.Add(added.Key);
        });

    public override string Name => "cronjob-controller";

    protected override Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (Cache.CronJobs.Find(key) is { } job)
            Context.Events.Warning(job, Name, "NotModelled", $"CronJobs are not modelled here: nothing starts the Jobs of schedule '{job.Spec.Schedule}'.");
        return Task.CompletedTask;
    }
}
