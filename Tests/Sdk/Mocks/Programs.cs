using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;

namespace CniMigration.Tests.Sdk.Mocks;

/// <summary>Runs a few lines of program as an update, unless a preview is asked for.</summary>
internal static class Programs
{
    public static TestOptions Update => new() { IsPreview = false };

    public static TestOptions Preview => new() { IsPreview = true };

    public static Task<ImmutableArray<Resource>> RunAsync(IMocks mocks, Action program, TestOptions? options = null) =>
        Deployment.TestAsync(mocks, options ?? Update, program);

    public static Task<ImmutableArray<Resource>> RunAsync(IMocks mocks, Func<Task> program, TestOptions? options = null) =>
        Deployment.TestAsync(mocks, options ?? Update, program);
}
