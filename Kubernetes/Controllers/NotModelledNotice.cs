using CniMigration.Kubernetes.Controllers.Garbage;
using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers;

/// <summary>Says, once for each object, that nothing here acts on its kind.</summary>
internal sealed class NotModelledNotice : Controller
{
    private readonly AllTypes types;
    private readonly IReadOnlySet<string> groupsActedOn;

    public NotModelledNotice(ControllerContext context, AllTypes types, IReadOnlySet<string> groupsActedOn)
        : base(context)
    {
        this.types = types;
        this.groupsActedOn = groupsActedOn;
        types.Found += informer =>
        {
            if (!Concerns(informer.Type))
            {
                return;
            }

            informer.SubscribeToResources(change =>
            {
                if (change is { Old: null, New: { } added })
                {
                    Queue.Add(new GraphKey(informer, added.Key).ToString());
                }
            });
        };
    }

    public override string Name => "not-modelled";

    protected override Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var parts = key.Split('|', 2);
        if (types.Find(parts[0]) is { } informer && informer.FindResource(parts[1]) is { } item && NoticeOf(informer.Type, item) is { } notice)
        {
            Context.Events.Warning(item, Name, "NotModelled", notice);
        }

        return Task.CompletedTask;
    }

    private bool Concerns(ResourceType type) => type.Notice is not null || (type.IsCustom && !groupsActedOn.Contains(type.Group));

    private static string? NoticeOf(ResourceType type, Resource item) => type.Notice is { } notice ? notice(item.Source)
        : $"{type.Kind} is stored and served here, and nothing acts on it: no operator runs in these pods.";
}
