namespace CniMigration.Rehearsal.Walk;

/// <summary>The file beside Pulumi.yaml that says what a migration may do in a cluster: a rehearsal has these rights and no others.</summary>
internal static class RightsFile
{
    private const string Name = "rbac.yaml";

    /// <summary>Its text.</summary>
    public static string Read()
    {
        using var stream = typeof(RightsFile).Assembly.GetManifestResourceStream(Name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
