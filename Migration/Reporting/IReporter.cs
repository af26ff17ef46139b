namespace CniMigration.Migration.Reporting;

/// <summary>Where an operation says what it waits for and what it left alone.</summary>
public interface IReporter
{
    /// <summary>Something that the operator wants to know while it lasts.</summary>
    ValueTask InfoAsync(string message);

    /// <summary>Something that the operator should look at afterwards.</summary>
    ValueTask WarningAsync(string message);
}
