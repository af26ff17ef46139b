using System.Collections.Concurrent;

namespace CniMigration.Simulator.Faults;

/// <summary>Switches faults on and off while the embedded EKS runs, or before its cluster is there.</summary>
public sealed class FaultSwitches : IDisposable
{
    private readonly SemaphoreSlim changing = new(1, 1);
    private readonly ConcurrentDictionary<Fault, Holder> on = new();
    private FaultSite? site;

    /// <summary>Those that are on.</summary>
    public IReadOnlyCollection<Fault> Active => [.. on.Keys];

    /// <summary>Lets something go wrong from now on.</summary>
    public Task SwitchOnAsync(Fault fault, CancellationToken cancellationToken = default) =>
        SwitchAsync(fault, true, () => on.TryAdd(fault, new Holder()), cancellationToken);

    /// <summary>Mends it; what waited for that goes on.</summary>
    public Task SwitchOffAsync(Fault fault, CancellationToken cancellationToken = default) =>
        SwitchAsync(fault, false, () => on.TryRemove(fault, out _), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => changing.Dispose();

    internal bool IsOn(Fault fault) => on.ContainsKey(fault);

    /// <summary>Whether a fault that has only one victim has this one: the first that came while it was on.</summary>
    internal bool Hits(Fault fault, string victim) => on.TryGetValue(fault, out var holder) && holder.IsOrBecomes(victim);

    /// <summary>Lets a fault that waits for its moment happen, if it is on.</summary>
    internal void Strike(Fault fault) => Hits(fault, fault.Name);

    /// <summary>Whether it is on and its moment has come.</summary>
    internal bool HasStruck(Fault fault) => on.TryGetValue(fault, out var holder) && holder.IsHeld;

    /// <summary>A cluster is there: what is on already happens to it too.</summary>
    internal Task AttachAsync(FaultSite cluster, CancellationToken cancellationToken) => ChangeAsync(_ =>
    {
        site = cluster;
        return Task.WhenAll(on.Keys.Select(fault => fault.Strike?.Invoke(cluster, true, cancellationToken) ?? Task.CompletedTask));
    }, cancellationToken);

    internal void Detach() => site = null;

    private Task SwitchAsync(Fault fault, bool isOn, Func<bool> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return ChangeAsync(present => changes() && present is not null ? fault.Strike?.Invoke(present, isOn, cancellationToken) : null, cancellationToken);
    }

    private async Task ChangeAsync(Func<FaultSite?, Task?> change, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            await (change(site) ?? Task.CompletedTask);
        }
        finally
        {
            changing.Release();
        }
    }

    private sealed class Holder
    {
        private string? name;

        public bool IsHeld => name is not null;

        public bool IsOrBecomes(string victim) => (Interlocked.CompareExchange(ref name, victim, null) ?? victim) == victim;
    }
}
