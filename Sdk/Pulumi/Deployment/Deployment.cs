using Pulumi.Experimental;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>One run of a program against mocks.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> Ambient = new();

    private readonly MockMonitor monitor;
    private readonly List<string> errors = [];
    private Stack? stack;

    private Deployment(IMocks mocks, TestOptions options)
    {
        monitor = new MockMonitor(mocks, options);
        Options = options;
    }

    public static DeploymentInstance Instance =>
        Ambient.Value ?? throw new InvalidOperationException("There is a Deployment.Instance only while a program runs.");

    internal static Deployment? Current => Ambient.Value?.Deployment;

    internal TestOptions Options { get; }

    internal Configuration Configuration { get; } = Configuration.FromEnvironment();

    internal TaskTracker Tasks { get; } = new();

    internal bool IsDryRun => Options.IsPreview ?? true;

    internal Stack Stack
    {
        get => stack ?? throw new InvalidOperationException("The program has no stack yet.");
        set => stack = value;
    }

    /// <summary>An error that is logged fails the run.</summary>
    internal void Write(LogSeverity severity, string message)
    {
        if (severity == LogSeverity.Error)
        {
            lock (errors)
            {
                errors.Add(message);
            }
        }
    }
}
