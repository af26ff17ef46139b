namespace CniMigration.Rehearsal.Walk;

/// <summary>The file beside Pulumi.yaml that says what a migration may do in a cluster: a rehearsal has these rights and no others.</summary>
internal static class MigrationRights
{
    private const string File = "rbac.yaml";

    /// <summary>Its text.</summary>
    public static string Read()
    {
        using var stream = typeof(MigrationRights).Assembly.GetManifestResourceStream(File)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
