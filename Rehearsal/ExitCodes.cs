namespace CniMigration.Rehearsal;

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
}
