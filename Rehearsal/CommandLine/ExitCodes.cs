using CniMigration.Migration.Errors;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Walk;
using CniMigration.Stacks.Settings;

namespace CniMigration.Rehearsal.CommandLine;

/// <summary>Pulumi's table of exit codes.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Error = 1;
    public const int Configuration = 2;
    public const int Authentication = 3;
    public const int ResourceFailed = 4;
    public const int Cancelled = 8;
    public const int Timeout = 9;
    public const int Internal = 255;

    /// <summary>The exit code of a failure.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="ofAStep">Whether it was one of the stack's resources that failed, and not the program itself.</param>
    public static int Of(Exception failure, bool ofAStep) => failure switch
    {
        ConfigurationException or SettingsException or InvalidKubeconfigException => Configuration,
        ClusterUnauthorizedException or ClusterForbiddenException => Authentication,
        OperationCanceledException => Cancelled,
        NotConvergedException => ResourceFailed,
        _ when ofAStep => ResourceFailed,
        WaitTimedOutException or TimeoutException => Timeout,
        _ => Error,
    };
}
