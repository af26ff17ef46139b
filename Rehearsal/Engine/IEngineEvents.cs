namespace CniMigration.Rehearsal.Engine;

/// <summary>Hears how a run goes.</summary>
internal interface IEngineEvents
{
    void Started(StepReport step);

    void Finished(StepReport step);
}

/// <summary>Nobody listens.</summary>
internal sealed class SilentEvents : IEngineEvents
{
    public void Started(StepReport step)
    {
    }

    public void Finished(StepReport step)
    {
    }
}
