namespace CniMigration.Migration.Clusters;

/// <summary>What an API server's refusals mean.</summary>
internal static class ApiFailures
{
    /// <summary>Awaits a read, and answers null where the object does not exist.</summary>
    public static async Task<T?> OrNullAsync<T>(this Task<T> read)
        where T : class
    {
        try
        {
            return await read;
        }
        catch (HttpOperationException failure) when (failure.IsNotFound())
        {
            return null;
        }
    }

    /// <summary>A refusal that no step expected, as a message that stands on its own.</summary>
    public static MigrationException Describe(HttpOperationException failure)
    {
        var status = failure.Response is { } response ? $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd() : "no answer";
        return new MigrationException(
            $"The API server refused {failure.Request?.Method} {failure.Request?.RequestUri?.AbsolutePath} ({status}): {failure.Reason()}. " +
            "Remove the cause and run again: what was done before this is on record in the cluster and is not repeated.",
            failure);
    }
}
