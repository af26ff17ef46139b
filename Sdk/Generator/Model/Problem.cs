namespace CniMigration.Generator.Model;

/// <summary>What is wrong with a line, and what is allowed. Lines count from 1.</summary>
internal sealed record Problem(string Path, int Line, string Message);

/// <summary>What was read of one file.</summary>
internal sealed record Reading(string Path, ImmutableArray<Declaration> Declarations, ImmutableArray<Problem> Problems);
