using Pulumi;

namespace CniMigration.Rehearsal.Engine;

/// <summary>A Pulumi program that hands these options to its one root component.</summary>
internal delegate Task<IDictionary<string, object?>> PulumiProgram(ComponentResourceOptions rootOptions);
