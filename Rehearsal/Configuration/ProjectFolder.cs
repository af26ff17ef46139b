namespace CniMigration.Rehearsal.Configuration;

/// <summary>Finds the folder of the Pulumi project.</summary>
internal static class ProjectFolder
{
    private const string ProjectFile = "Pulumi.yaml";

    /// <summary>The nearest folder with a Pulumi.yaml, upwards from the working directory, then upwards from the program.</summary>
    public static string Find(string workingDirectory, string programDirectory) =>
        Upwards(workingDirectory) ?? Upwards(programDirectory)
        ?? throw new ConfigurationException(
            $"There is no {ProjectFile} in {workingDirectory} or any folder above it. Run the rehearsal in the project's folder.");

    private static string? Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, ProjectFile)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
