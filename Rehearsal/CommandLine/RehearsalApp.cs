using System.CommandLine;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;
using CniMigration.Stacks.Strategies;
using Spectre.Console;

namespace CniMigration.Rehearsal.CommandLine;

/// <summary>The program, from its arguments to its exit code.</summary>
internal sealed class RehearsalApp(Terminal terminal, string workingDirectory)
{
    private const string JsonOption = "--json";

    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var json = args.Contains(JsonOption);
        try
        {
            var parsed = new RehearsalCommand(RunAsync).Root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                throw new ConfigurationException($"{string.Join(' ', parsed.Errors.Select(error => error.Message))} See --help.");
            }

            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out,
                Error = terminal.Error,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception failure) when (failure is ConfigurationException or OperationCanceledException)
        {
            return Report([], failure, ofAStep: false, json);
        }
        catch (Exception failure)
        {
            // A defect of ours.
            Report([], new InvalidOperationException($"Internal error: {failure.GetType().Name}: {failure.Message}", failure), ofAStep: false, json);
            return ExitCodes.Internal;
        }
    }

    private async Task<int> RunAsync(RehearsalOptions options, CancellationToken cancellationToken)
    {
        var settings = StackSettings.Read(ProjectFolder.Find(workingDirectory, AppContext.BaseDirectory), options.StackFile, workingDirectory);
        var console = terminal.OutConsole();
        var view = options.Json ? null : new WalkView(console, options.Progress);
        if (options.Kubeconfig is { } file)
        {
            KubeconfigFile.RefuseForeign(file);
        }

        var started = TimeProvider.System.GetTimestamp();
        await using var stack = await RehearsalStack.StartAsync(settings, options, view ?? (IWalkEvents)new SilentView(), cancellationToken);
        if (await stack.CheckAsync(options, cancellationToken) is { } refusal)
        {
            return Report([], refusal, ofAStep: false, options.Json);
        }

        view?.Open(settings, options);
        var destinations = Destinations(options, settings);
        var walk = await new Walker(stack, view ?? (IWalkEvents)new SilentView()).WalkAsync(options with { Stages = destinations }, cancellationToken);
        if (!options.Preview && walk.Ups.Length > 1)
        {
            view?.Close(walk.Ups, TimeProvider.System.GetElapsedTime(started));
        }

        if (walk.Failure is { } failure)
        {
            return Report(walk.Ups, failure, walk.Ups is [.., var last] && last.Run.Steps.Any(step => step.Failure is not null), options.Json);
        }

        if (options.Json)
        {
            await terminal.Out.WriteLineAsync(JsonReport.Write(walk.Ups, null));
        }

        return options.Kubeconfig is null ? ExitCodes.Ok : await ServeAsync(stack, settings, options.Kubeconfig, console, cancellationToken);
    }

    /// <summary>A preview plans one run, to the last destination, and walks to those before it; without any, to the stage of the stack file.</summary>
    private static ImmutableArray<string> Destinations(RehearsalOptions options, StackSettings settings) => (options.Preview, options.Stages) switch
    {
        (true, []) => [settings.Stage ?? NodePools.Strategy.StageNames[0]],
        (false, []) => NodePools.Strategy.StageNames,
        _ => options.Stages,
    };

    private static async Task<int> ServeAsync(
        RehearsalStack stack, StackSettings settings, string file, IAnsiConsole console, CancellationToken cancellationToken)
    {
        stack.RunAt(1);
        await KubeconfigFile.WriteAsync(file, stack.Kubeconfig(), cancellationToken);
        console.WriteLine();
        console.MarkupLineInterpolated($"The cluster of stack {settings.Stack} runs at the wall clock's speed. In another terminal:");
        console.MarkupLineInterpolated($"  kubectl --kubeconfig {file} get nodes,pods -A -o wide");
        console.WriteLine("Ctrl-C ends it.");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCodes.Ok;
    }

    private int Report(ImmutableArray<UpResult> ups, Exception failure, bool ofAStep, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(JsonReport.Write(ups, FailureText.Of(failure)));
        }
        else
        {
            ErrorView.Show(terminal.ErrorConsole(), ups, failure);
        }

        return ExitCodes.Of(failure, ofAStep);
    }
}
