using CniMigration.Kubernetes.Clients;

namespace CniMigration.Kubernetes.Controllers.Runtime;

internal sealed class Informer<T>(ResourceType type) : Informer(type)
    where T : Resource
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, T> items = new(StringComparer.Ordinal);
    private readonly Graveyard graveyard = new();
    private readonly List<InformerIndex<T>> indexes = [];
    private readonly List<Action<Change<T>>> handlers = [];
    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count
    {
        get
        {
            lock (gate)
            {
                return items.Count;
            }
        }
    }

    public T? Find(string key)
    {
        lock (gate)
        {
            return items.GetValueOrDefault(key);
        }
    }

    public T? Find(string @namespace, string name) => Find($"{@namespace}/{name}");

    public T[] All()
    {
        lock (gate)
        {
            return [.. items.Values];
        }
    }

    public void Subscribe(Action<Change<T>> handler) => handlers.Add(handler);

    /// <summary>Adds an index; only before the informer runs.</summary>
    public InformerIndex<T> AddIndex(Func<T, string?> value)
    {
        var index = new InformerIndex<T>(gate, value);
        indexes.Add(index);
        return index;
    }

    public override Resource? FindResource(string key) => Find(key);

    public override IReadOnlyList<Resource> AllResources() => All();

    public override void SubscribeToResources(Action<Change<Resource>> handler) =>
        Subscribe(change => handler(new Change<Resource>(change.Old, change.New)));

    public override Task WaitForSyncAsync(CancellationToken cancellationToken) => synced.Task.WaitAsync(cancellationToken);

    public override async Task RunAsync(IApiClient client, TimeProvider clock, Action<ControllerFailure> onFailure, CancellationToken cancellationToken)
    {
        long? version = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (version is null)
                {
                    var list = await client.ListAsync(Type, null, cancellationToken);
                    Replace(list);
                    version = list.ResourceVersion;
                    synced.TrySetResult();
                }
                await foreach (var change in client.WatchAsync(Type, version.Value, cancellationToken))
                {
                    Apply(change);
                    version = change.Object.ResourceVersion;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ApiException exception) when (exception.IsExpired)
            {
                version = null;
            }
            catch (Exception exception)
            {
                onFailure(new ControllerFailure("informer", Type.QualifiedName, exception));
                await Task.Delay(RetryDelay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override void Observe(ApiObject written) => Put(View(written));

    public override void ObserveGone(string key, string uid)
    {
        T? gone;
        lock (gate)
        {
            if (!items.TryGetValue(key, out gone) || gone.Uid != uid)
            {
                return;
            }

            SetLocked(key, gone, null);
            graveyard.Bury(uid);
        }
        Notify(new Change<T>(gone, null));
    }

    private static T View(ApiObject source)
    {
        var view = source.As<T>();
        view.Source = source;
        return view;
    }

    private void Apply(ApiEvent change)
    {
        if (change.Kind != ApiEventKind.Deleted)
        {
            Put(View(change.Object));
            return;
        }
        T? gone;
        lock (gate)
        {
            graveyard.Bury(change.Object.Uid);
            if (!items.TryGetValue(change.Object.Key, out gone) || gone.Uid != change.Object.Uid)
            {
                return;
            }

            SetLocked(change.Object.Key, gone, null);
        }
        Notify(new Change<T>(gone, null));
    }

    private void Put(T current)
    {
        T? known;
        lock (gate)
        {
            if (graveyard.Holds(current.Uid))
            {
                return;
            }

            known = items.GetValueOrDefault(current.Source.Key);
            if (known is not null && known.Source.ResourceVersion >= current.Source.ResourceVersion)
            {
                return;
            }

            SetLocked(current.Source.Key, known, current);
        }
        if (known is not null && known.Uid != current.Uid)
        {
            Notify(new Change<T>(known, null));
            known = null;
        }
        Notify(new Change<T>(known, current));
    }

    private void Replace(ApiList list)
    {
        var listed = list.Items.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        List<T> gone = [];
        lock (gate)
        {
            foreach (var (key, item) in items)
            {
                if (!listed.Contains(key) && item.Source.ResourceVersion <= list.ResourceVersion)
                {
                    gone.Add(item);
                }
            }
            foreach (var item in gone)
            {
                graveyard.Bury(item.Uid);
                SetLocked(item.Source.Key, item, null);
            }
        }
        foreach (var item in gone)
        {
            Notify(new Change<T>(item, null));
        }

        foreach (var item in list.Items)
        {
            Put(View(item));
        }
    }

    private void SetLocked(string key, T? known, T? current)
    {
        if (current is null)
        {
            items.Remove(key);
        }
        else
        {
            items[key] = current;
        }

        foreach (var index in indexes)
        {
            index.Replace(known, current);
        }
    }

    private void Notify(Change<T> change)
    {
        foreach (var handler in handlers)
        {
            handler(change);
        }
    }
}
