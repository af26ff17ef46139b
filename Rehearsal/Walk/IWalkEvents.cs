using CniMigration.Rehearsal.Engine;
using Pulumi.Experimental;

namespace CniMigration.Rehearsal.Walk;

/// <summary>Hears how a walk goes.</summary>
internal interface IWalkEvents : IEngineEvents
{
    /// <summary>Surrounds one run.</summary>
    Task<UpResult> DuringAsync(string stage, Func<Task<UpResult>> run);

    /// <summary>A provider said something.</summary>
    void Logged(LogRequest message);
}
