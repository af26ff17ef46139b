namespace CniMigration.Kubernetes.Api.Discovery;

/// <summary>The document at <c>/version</c>.</summary>
internal static class VersionInfo
{
    /// <summary>The minor of a version such as <c>v1.33.5</c>.</summary>
    public static int Minor(string version) => int.Parse(version.TrimStart('v').Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject Of(string version)
    {
        var parts = version.TrimStart('v').Split('.');
        return new JsonObject
        {
            ["major"] = parts[0],
            ["minor"] = parts.Length > 1 ? parts[1] : "0",
            ["gitVersion"] = version,
            ["gitCommit"] = "0000000000000000000000000000000000000000",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = "simulated",
            ["compiler"] = "simulated",
            ["platform"] = "linux/amd64",
        };
    }
}
