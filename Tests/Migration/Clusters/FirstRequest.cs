namespace CniMigration.Tests.Migration.Clusters;

/// <summary>Lets something happen right before the first request of a kind reaches the server.</summary>
/// <param name="method">The kind's method.</param>
/// <param name="path">How its path ends.</param>
/// <param name="before">What happens.</param>
internal sealed class FirstRequest(HttpMethod method, string path, Func<Task> before) : DelegatingHandler
{
    private int count;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == method && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal) && Interlocked.Increment(ref count) == 1)
        {
            await before();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
