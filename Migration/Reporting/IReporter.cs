namespace CniMigration.Migration.Reporting;

/// <summary>Where an operation says what it waits for (Report), and what it left alone and somebody should look at (Warn).</summary>
public interface IReporter : IProgress<string>
{
    /// <summary>Something to look at afterwards.</summary>
    void Warn(string message);
}
