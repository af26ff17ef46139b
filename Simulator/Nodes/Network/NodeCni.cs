namespace CniMigration.Simulator.Nodes.Network;

/// <summary>
/// A CNI on one node: its plugin, the addresses that it may give, and whether its agent runs. Whatever it changes, it changes under the node's lock.
/// </summary>
internal abstract class NodeCni(NodeNetwork node)
{
    private readonly HashSet<string> pool = new(StringComparer.Ordinal);

    public abstract CniKind Kind { get; }

    /// <summary>The name of its file in the CNI directory.</summary>
    public abstract string Configuration { get; }

    public abstract bool AgentRuns { get; }

    /// <summary>Whether its configuration chains the plugin portmap, which serves host ports.</summary>
    public abstract bool ChainsPortmap { get; }

    /// <summary>The addresses that it may give here.</summary>
    public IReadOnlySet<string> Pool => pool;

    /// <summary>Which packets of its pods hide them; what the agent that started last has set up outlives it.</summary>
    public SourceHiding Hiding { get; set; } = SourceHiding.Nothing;

    protected NodeNetwork Node => node;

    /// <summary>Gives a pod an address. Throws a <see cref="SandboxException"/> with the plugin's words where it cannot.</summary>
    public abstract string Give();

    /// <summary>Told after a sandbox was made with an address that it gave.</summary>
    public virtual void Given()
    {
    }

    /// <summary>What its agent does for each sandbox that its plugin has made.</summary>
    public virtual Task AnnounceAsync(Pod pod, Sandbox sandbox, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes addresses of the instance's interfaces that no CNI has yet.</summary>
    protected void Adopt(int most) => pool.UnionWith([.. node.Unclaimed().Take(most)]);
}
