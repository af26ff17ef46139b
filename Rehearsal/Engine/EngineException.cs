namespace CniMigration.Rehearsal.Engine;

/// <summary>The engine cannot go on: what it was asked for is against its rules, or is not modelled. The message is complete for a user.</summary>
internal class EngineException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The provider was asked for an update, which was begun and did not succeed: what was asked for is in the state, and the next run tries again.
/// </summary>
internal sealed class UnfinishedUpdateException(string message) : EngineException(message);

/// <summary>A step that never started, because another one failed or the run was cancelled.</summary>
internal sealed class StepSkippedException(string urn) : EngineException($"{urn} was not started.");
