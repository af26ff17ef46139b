using CniMigration.Tests.Architecture.Sights.Seen;

namespace CniMigration.Tests.Architecture.Sights;

internal static class InAsyncIterator
{
    public static async IAsyncEnumerable<string> UseAsync()
    {
        await Task.Yield();
        yield return new Target().Name;
    }
}
