using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>
/// One step of a migration, all of it: what it changes, what it declares, how the cluster shows it, and what has to be proven before it is
/// entered or left. A strategy says which stage follows which.
/// </summary>
/// <param name="name">The stage as configuration, records and outputs spell it.</param>
internal abstract class Stage(string name)
{
    public string Name { get; } = name;

    /// <summary>What has to be proven before a run goes on to this stage from the one before it.</summary>
    public virtual ImmutableArray<Condition> Entry => [];

    /// <summary>What has to be proven before a run goes back from this stage to the one before it.</summary>
    public virtual ImmutableArray<Condition> Exit => [];

    /// <summary>Whether nothing of it may stay on record once a run has gone back from it.</summary>
    public virtual bool LeavesNoRecord => false;

    /// <summary>What the cluster looks like at this stage, where it looked so at the one before.</summary>
    public virtual ClusterShape Change(ClusterShape before) => before;

    /// <summary>Whether the cluster still shows anything of it, on a way back.</summary>
    public virtual bool ShowsIn(LiveCluster live, MigrationState state) => false;

    /// <summary>Tells what of it is still to be done, or to be taken back. Every stage is asked, whether it is reached or not.</summary>
    public virtual IEnumerable<string> Missing(Inspection at) => [];

    /// <summary>Tells what the stages before it have to know for what they declare. Every stage is asked, before the first one declares anything.</summary>
    public virtual void Announce(StageScope scope)
    {
    }

    /// <summary>Declares what it adds, in a run that reaches it.</summary>
    public abstract void Declare(StageScope scope);

    /// <summary>Declares what is left of it, or is there before it, in a run that does not reach it.</summary>
    public virtual void DeclareUnreached(StageScope scope)
    {
    }
}
