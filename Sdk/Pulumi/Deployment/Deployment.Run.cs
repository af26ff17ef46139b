namespace Pulumi;

public sealed partial class Deployment
{
    public static Task<int> RunAsync(Action action) => RefuseAsync();

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RefuseAsync();

    public static Task<int> RunAsync(Func<Task> func) => RefuseAsync();

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => RefuseAsync();

    public static Task<int> RunAsync<TStack>() where TStack : Stack, new() => RefuseAsync();

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider) where TStack : Stack => RefuseAsync();

    /// <summary>The bundled SDK has no engine to run a program with: it builds, tests and rehearses.</summary>
    private static async Task<int> RefuseAsync()
    {
        await Console.Error.WriteLineAsync(
            "This program was built with the bundled Pulumi SDK, which only builds, tests and rehearses it. "
            + "To deploy, install the Pulumi CLI and run `pulumi up`, or build with the real packages: `dotnet build -p:PulumiSdk=nuget`.");
        return Environment.ExitCode = 1;
    }
}
