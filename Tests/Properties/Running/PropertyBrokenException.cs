namespace CniMigration.Tests.Properties.Running;

/// <summary>A case in which something was not as it always has to be.</summary>
internal sealed class PropertyBrokenException(string message) : Exception(message);
