using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Garbage;

/// <summary>Deletes what lost its last owner, and carries out foreground and orphan deletions.</summary>
internal sealed class GarbageCollector : Controller
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private readonly OwnerGraph graph = new();
    private readonly AllTypes types;

    public GarbageCollector(ControllerContext context, AllTypes types)
        : base(context)
    {
        this.types = types;
        types.Found += informer => informer.SubscribeToResources(change => Changed(informer, change));
    }

    public override string Name => "generic-garbage-collector";

    protected override int Workers => 4;

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var parts = key.Split('|', 2);
        if (types.Find(parts[0])?.FindResource(parts[1]) is not { } item)
        {
            return;
        }

        if (item.IsDeleting)
        {
            if (item.Metadata.Finalizers.Contains(Foreground))
            {
                await FinishForegroundAsync(item, cancellationToken);
            }
            else if (item.Metadata.Finalizers.Contains(Orphan))
            {
                await OrphanAsync(item, cancellationToken);
            }

            return;
        }
        if (item.Metadata.OwnerReferences.Count > 0)
        {
            await JudgeAsync(item, cancellationToken);
        }
    }

    private async Task JudgeAsync(Resource item, CancellationToken cancellationToken)
    {
        List<OwnerReference> gone = [];
        List<OwnerReference> ending = [];
        var solid = 0;
        foreach (var owner in item.Metadata.OwnerReferences)
        {
            switch (await StateOfAsync(item, owner, cancellationToken))
            {
                case OwnerState.Gone: gone.Add(owner); break;
                case OwnerState.WaitsForDependents: ending.Add(owner); break;
                default: solid++; break;
            }
        }
        if (solid > 0)
        {
            if (gone.Count + ending.Count > 0)
            {
                await DropAsync(item, [.. gone.Concat(ending).Select(owner => owner.Uid)], cancellationToken);
            }

            return;
        }
        var policy = ending.Count > 0 && graph.DependentsOf(item.Uid).Length > 0 || item.Metadata.Finalizers.Contains(Foreground) ? "Foreground"
            : item.Metadata.Finalizers.Contains(Orphan) ? "Orphan" : "Background";
        await Context.DeleteAsync(item, cancellationToken, propagation: policy);
    }

    private async Task<OwnerState> StateOfAsync(Resource item, OwnerReference reference, CancellationToken cancellationToken)
    {
        // An owner of a kind that this server does not serve cannot be looked up, so nothing says that it is gone.
        if (types.FindKind(reference.ApiVersion, reference.Kind) is not { } informer)
        {
            return OwnerState.Solid;
        }

        var key = informer.Type.Namespaced ? $"{item.Namespace}/{reference.Name}" : reference.Name;
        var owner = informer.FindResource(key);
        if (owner?.Uid == reference.Uid)
        {
            return owner.IsDeleting && owner.Metadata.Finalizers.Contains(Foreground) ? OwnerState.WaitsForDependents : OwnerState.Solid;
        }

        var live = await Context.Client.GetAsync(informer.Type, informer.Type.Namespaced ? item.Namespace : null, reference.Name, cancellationToken);
        return live?.Uid == reference.Uid ? OwnerState.Solid : OwnerState.Gone;
    }

    private async Task FinishForegroundAsync(Resource owner, CancellationToken cancellationToken)
    {
        var dependents = graph.DependentsOf(owner.Uid);
        var blocks = false;
        foreach (var key in dependents)
        {
            if (key.Find() is not { } dependent)
            {
                continue;
            }

            blocks |= dependent.Metadata.OwnerReferences.Any(reference => reference.Uid == owner.Uid && reference.BlockOwnerDeletion);
            if (!dependent.IsDeleting)
            {
                Queue.Add(key.ToString());
            }
        }
        if (!blocks)
        {
            await Context.UpdateAsync(owner, body => body.RemoveFinalizer(Foreground), cancellationToken);
        }
    }

    private async Task OrphanAsync(Resource owner, CancellationToken cancellationToken)
    {
        foreach (var key in graph.DependentsOf(owner.Uid))
        {
            if (key.Find() is { } dependent)
            {
                await DropAsync(dependent, [owner.Uid], cancellationToken);
            }
        }
        await Context.UpdateAsync(owner, body => body.RemoveFinalizer(Orphan), cancellationToken);
    }

    private async Task DropAsync(Resource item, HashSet<string> uids, CancellationToken cancellationToken)
    {
        try
        {
            await Context.UpdateAsync(item, body =>
            {
                var owners = body.Section("metadata").List("ownerReferences");
                foreach (var dropped in owners.OfType<JsonObject>().Where(owner => uids.Contains((string)owner["uid"]!)).ToList())
                {
                    owners.Remove(dropped);
                }

                if (owners.Count == 0)
                {
                    body.Section("metadata").Remove("ownerReferences");
                }
            }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // What is gone depends on nobody.
        }
    }

    private void Changed(Informer informer, Change<Resource> change)
    {
        graph.Apply(informer, change);
        if (change.New is not { } current)
        {
            foreach (var dependent in graph.DependentsOf(change.Latest.Uid))
            {
                Queue.Add(dependent.ToString());
            }

            foreach (var owner in change.Latest.Metadata.OwnerReferences)
            {
                WakeEndingOwner(change.Latest, owner);
            }

            return;
        }
        var key = new GraphKey(informer, current.Key).ToString();
        if (current.IsDeleting)
        {
            if (current.Metadata.Finalizers.Contains(Foreground) || current.Metadata.Finalizers.Contains(Orphan))
            {
                Queue.Add(key);
            }
        }
        else if (current.Metadata.OwnerReferences.Count > 0
            && (change.Old is null || !change.Old.Metadata.OwnerReferences.SequenceEqual(current.Metadata.OwnerReferences)))
        {
            Queue.Add(key);
        }
    }

    private void WakeEndingOwner(Resource item, OwnerReference reference)
    {
        if (types.FindKind(reference.ApiVersion, reference.Kind) is not { } informer)
        {
            return;
        }

        var key = informer.Type.Namespaced ? $"{item.Namespace}/{reference.Name}" : reference.Name;
        if (informer.FindResource(key) is { IsDeleting: true })
        {
            Queue.Add(new GraphKey(informer, key).ToString());
        }
    }

    private enum OwnerState
    {
        Solid,
        WaitsForDependents,
        Gone,
    }
}
