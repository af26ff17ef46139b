using CniMigration.Rehearsal.Engine;
using Pulumi.Experimental;

namespace CniMigration.Rehearsal.Walk;

/// <summary>Hears how a walk goes.</summary>
internal interface IWalkEvents : IEngineEvents
{
    void Began(string stage);

    void Ended(UpResult up);

    void Logged(LogRequest message);
}
