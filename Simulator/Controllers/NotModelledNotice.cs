using CniMigration.Simulator.Api;
using CniMigration.Simulator.Controllers.Garbage;
using CniMigration.Simulator.Controllers.Runtime;

namespace CniMigration.Simulator.Controllers;

/// <summary>Says, once for each object, that nothing here acts on its kind.</summary>
internal sealed class NotModelledNotice : Controller
{
    private static readonly Dictionary<ResourceType, string> Notices = new()
    {
        [ResourceTypes.CronJobs] = "CronJobs are not modelled here: nothing starts Jobs by their schedule.",
        [ResourceTypes.HorizontalPodAutoscalers] = "HorizontalPodAutoscalers are not modelled here: nothing changes replicas by load.",
        [ResourceTypes.ResourceQuotas] = "ResourceQuotas are not modelled here: nothing counts what is used, and nothing is refused.",
        [ResourceTypes.LimitRanges] = "LimitRanges are not modelled here: pods get no requests or limits from them.",
    };

    private readonly AllTypes types;

    public NotModelledNotice(ControllerContext context, AllTypes types)
        : base(context)
    {
        this.types = types;
        types.Found += informer =>
        {
            if (!Notices.ContainsKey(informer.Type)) return;
            informer.SubscribeToResources(change =>
            {
                if (change is { Old: null, New: { } added }) Queue.Add(new GraphKey(informer, added.Key).ToString());
            });
        };
    }

    public override string Name => "not-modelled";

    protected override Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var parts = key.Split('|', 2);
        if (types.Find(parts[0]) is { } informer && informer.FindResource(parts[1]) is { } item)
            Context.Events.Warning(item, Name, "NotModelled", Notices[informer.Type]);
        return Task.CompletedTask;
    }
}
