namespace CniMigration.Tests.Architecture.Sights.Seen;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class MarkAttribute : Attribute;
