using Pulumi.Experimental;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>One run of a program against mocks.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> s_instance = new();

    private readonly MockMonitor _monitor;
    private readonly List<string> _errors = [];
    private Stack? _stack;

    private Deployment(IMocks mocks, TestOptions options)
    {
        _monitor = new MockMonitor(mocks, options);
        Options = options;
    }

    public static DeploymentInstance Instance
        => s_instance.Value ?? throw new InvalidOperationException("There is a Deployment.Instance only while a program runs.");

    internal static Deployment? Current => s_instance.Value?.Deployment;

    internal TestOptions Options { get; }

    internal Configuration Configuration { get; } = Configuration.FromEnvironment();

    internal TaskTracker Tasks { get; } = new();

    internal bool IsDryRun => Options.IsPreview ?? true;

    internal Stack Stack
    {
        get => _stack ?? throw new InvalidOperationException("The program has no stack yet.");
        set => _stack = value;
    }

    /// <summary>An error that is logged fails the run.</summary>
    internal void Write(LogSeverity severity, string message)
    {
        if (severity == LogSeverity.Error)
        {
            lock (_errors)
            {
                _errors.Add(message);
            }
        }
    }
}
