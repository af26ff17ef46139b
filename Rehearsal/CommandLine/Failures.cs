using CniMigration.Migration.Errors;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Walk;
using CniMigration.Stacks;

namespace CniMigration.Rehearsal.CommandLine;

/// <summary>What a failure means to whoever started the program.</summary>
internal static class Failures
{
    /// <summary>The exit code of a failure.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="ofAStep">Whether it was one of the stack's resources that failed, and not the program itself.</param>
    public static int ExitCode(Exception failure, bool ofAStep) => failure switch
    {
        ConfigurationException or SettingsException or InvalidKubeconfigException => ExitCodes.Configuration,
        ClusterUnauthorizedException or ClusterForbiddenException => ExitCodes.Authentication,
        OperationCanceledException => ExitCodes.Cancelled,
        NotConvergedException => ExitCodes.ResourceFailed,
        _ when ofAStep => ExitCodes.ResourceFailed,
        WaitTimedOutException or TimeoutException => ExitCodes.Timeout,
        _ => ExitCodes.Error,
    };

    public static string Message(Exception failure) => failure switch
    {
        OperationCanceledException => "Cancelled. What was begun has ended; a real stack would go on from there.",
        HttpRequestException { InnerException: { } inner } http => $"{http.Message} {inner.Message}",
        _ => failure.Message,
    };
}
