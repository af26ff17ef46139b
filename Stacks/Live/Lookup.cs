namespace CniMigration.Stacks.Live;

/// <summary>Tells "there is none" from every other failure of a data source, which AWS answers with an error alike.</summary>
internal static class Lookup
{
    private static readonly string[] NotFound = ["ResourceNotFoundException", "NoSuchEntity", "couldn't find resource"];

    /// <summary>Whether the thing is there; a failure that says anything else stops the run.</summary>
    public static async Task<bool> ExistsAsync<T>(Func<Task<T>> look)
    {
        try
        {
            return await look() is not null;
        }
        catch (Exception failure) when (NotFound.Any(sign => failure.Message.Contains(sign, StringComparison.Ordinal)))
        {
            return false;
        }
    }
}
