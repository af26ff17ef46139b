using CniMigration.Kubernetes.Api.Http;
using CniMigration.Rehearsal.Configuration;

namespace CniMigration.Rehearsal.CommandLine;

/// <summary>The kubeconfig of <c>serve</c>. A file that holds somebody's own clusters is never overwritten.</summary>
internal static class KubeconfigFile
{
    private const string Mark = "# written by the rehearsal of cni-migration; it is overwritten";

    public static void RefuseForeign(string file)
    {
        try
        {
            if (File.Exists(file) && new FileInfo(file).Length > 0 && !File.ReadLines(file).First().StartsWith(Mark, StringComparison.Ordinal))
            {
                throw new ConfigurationException($"{file} is there already and was not written by the rehearsal. Name another file with --kubeconfig.");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(file, failure);
        }
    }

    public static async Task WriteAsync(string file, string kubeconfig, CancellationToken cancellationToken)
    {
        try
        {
            await KubeconfigText.WriteAsync(file, $"{Mark}\n{kubeconfig}", overwrite: true, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(file, failure);
        }
    }

    private static ConfigurationException Unwritable(string file, Exception failure) => new($"{file} cannot be written: {failure.Message}", failure);
}
