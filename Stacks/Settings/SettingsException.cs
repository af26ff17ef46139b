using Pulumi;

namespace CniMigration.Stacks.Settings;

/// <summary>The configuration is wrong; the message names every bad key, what was wrong and what is allowed.</summary>
public sealed class SettingsException : RunException
{
    /// <summary>Tells all problems at once.</summary>
    public SettingsException(IReadOnlyList<string> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>One line for each bad key.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Describe(IReadOnlyList<string> problems) =>
        $"The configuration has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}; nothing was touched:"
        + string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem}"));
}
