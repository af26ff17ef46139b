namespace CniMigration.Rehearsal.Configuration;

/// <summary>Something that the user gave is wrong. The message says what, and what is allowed.</summary>
internal sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
