using Pulumi;
using PulumiProvider = Pulumi.Experimental.Provider.Provider;

namespace CniMigration.Tests.Sdk.Conformance;

[NonParallelizable]
internal sealed class RefusalTests
{
    private readonly StringWriter printed = new();
    private readonly StringWriter error = new();
    private TextWriter outBefore = null!;
    private TextWriter errorBefore = null!;
    private int exitCodeBefore;

    [OneTimeSetUp]
    public void Require_the_bundled_SDK()
    {
        if (typeof(Output).Assembly.GetName().Version is not { Major: 0 })
        {
            Assert.Ignore("Built with the real packages, which do run.");
        }
    }

    [SetUp]
    public void Capture()
    {
        (outBefore, errorBefore, exitCodeBefore) = (Console.Out, Console.Error, Environment.ExitCode);
        Console.SetOut(printed);
        Console.SetError(error);
    }

    [TearDown]
    public void Release()
    {
        Console.SetOut(outBefore);
        Console.SetError(errorBefore);
        Environment.ExitCode = exitCodeBefore;
    }

    [Test]
    public async Task A_program_does_not_run_and_says_how_it_would()
    {
        var exitCode = await Deployment.RunAsync(new Action(() => throw new InvalidOperationException("must not run")));

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error.ToString(), Does.Contain("-p:PulumiSdk=nuget"));
    }

    [Test]
    public async Task A_provider_does_not_serve_and_keeps_standard_output_clean()
    {
        await PulumiProvider.Serve([], "1.0.0", _ => throw new InvalidOperationException("must not be made"), CancellationToken.None);

        Assert.That(Environment.ExitCode, Is.EqualTo(1));
        Assert.That(error.ToString(), Does.Contain("-p:PulumiSdk=nuget"));
        Assert.That(printed.ToString(), Is.Empty);
    }
}
