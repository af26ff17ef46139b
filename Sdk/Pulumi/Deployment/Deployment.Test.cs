using System.Reflection;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>The exit code of a program whose failure was already reported.</summary>
    private const int ExitedAfterReporting = 32;

    public static async Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null) where TStack : Stack, new() =>
        (await RunStackAsync(mocks, options, () => (TStack)Activator.CreateInstance(
            typeof(TStack), BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!)).Resources;

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources) =>
        RunInStackAsync(testMocks, testOptions, _ => createResources());

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources) =>
        RunInStackAsync(testMocks, testOptions, _ => Task.FromResult(createResources()));

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources) =>
        (await RunInStackAsync(testMocks, testOptions, async stack =>
        {
            await createResources();
            return stack.StackOutputs;
        })).Resources;

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources) =>
        (await RunInStackAsync(testMocks, testOptions, stack =>
        {
            createResources();
            return Task.FromResult(stack.StackOutputs);
        })).Resources;

    private static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> RunStackAsync(
        IMocks mocks, TestOptions? options, Func<Stack> create) =>
        RunProgramAsync(mocks, options, () =>
        {
            var stack = create();
            stack.RegisterPropertyOutputs();
            return Task.FromResult(stack.StackOutputs);
        });

    /// <summary>The stack is not the program's own here, so it is none of what the program made.</summary>
    private static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> RunInStackAsync(
        IMocks mocks, TestOptions? options, Func<Stack, Task<IDictionary<string, object?>>> create)
    {
        var (resources, outputs) = await RunProgramAsync(mocks, options, () => create(new Stack()));
        return ([.. resources.Where(resource => resource is not Pulumi.Stack)], outputs);
    }

    /// <summary>Stays async, so that the instance it sets is seen by the program only.</summary>
    private static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> RunProgramAsync(
        IMocks mocks, TestOptions? options, Func<Task<IDictionary<string, object?>>> program)
    {
        var deployment = new Deployment(mocks, options ?? new TestOptions());
        Ambient.Value = new DeploymentInstance(deployment);
        var running = StartAsync();
        deployment.Tasks.Add(running);
        foreach (var failure in await deployment.Tasks.WhenIdleAsync())
        {
            deployment.Report(failure);
        }

        deployment.ThrowReported();
        return (deployment.monitor.Resources, await running);

        async Task<IDictionary<string, object?>> StartAsync() => await program();
    }

    private void Report(Exception failure)
    {
        Environment.ExitCode = ExitedAfterReporting;
        Write(Experimental.LogSeverity.Error, failure switch
        {
            RunException => failure.Message,
            ResourceException { HideStack: true } => failure.Message,
            ResourceException => failure.ToString(),
            _ => $"The program {Assembly.GetEntryAssembly()?.Location} failed:\n{failure}",
        });
    }

    private void ThrowReported()
    {
        if (errors is [var only])
        {
            throw new RunException(only);
        }

        if (errors.Count > 1)
        {
            throw new AggregateException(errors.Select(error => new RunException(error)));
        }
    }
}
