using CniMigration.Rehearsal.CommandLine;

namespace CniMigration.Tests.Rehearsal.CommandLine;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BadInputTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rehearsal");

    [TearDown]
    public void TearDown() => folder.Delete(recursive: true);

    [TestCase("--stages", "nonsense", "'nonsense' is not a stage. There are: baseline,")]
    [TestCase("--stages", "baseline,,cordon", "'' is not a stage")]
    [TestCase("--seed", "many", "--seed")]
    [TestCase("--pods", "-1", "--pods is a number, and not a negative one")]
    [TestCase("--speed", "-1", "--speed is a number greater than 0")]
    [TestCase("--parallel", "0", "--parallel is a number greater than 0")]
    [TestCase("--control-plane", "mars", "'mars' is not a control plane. There are: embedded, kubernetes.")]
    [TestCase("--fault", "gremlins", "'gremlins' is not a fault. There are: addon-reverts-affinity,")]
    [TestCase("--frobnicate", "now", "--frobnicate")]
    [TestCase("--stack", "Pulumi.nowhere.yaml", "There is no file")]
    [TestCase("--stack", "README.md", "not a stack file's name")]
    [TestCase("serve", "--once", "--kubeconfig")]
    public async Task Bad_arguments_are_named(string option, string value, string message)
    {
        var run = await Run.OfAsync(option, value);
        AssertRefused(run, message);
    }

    [TestCase("  cni-migration:stage: nonsense", "  cni-migration:stage: baseline", "stage")]
    [TestCase("", "  cni-migration:stage: baseline\n", "stage")]
    [TestCase("  cni-migration:oldNodeGroupSize: -3", "  cni-migration:oldNodeGroupSize: 3", "oldNodeGroupSize")]
    [TestCase("  cni-migration:ciliumNodeGroupSize: lots", "  cni-migration:ciliumNodeGroupSize: 3", "ciliumNodeGroupSize")]
    [TestCase("  cni-migration:colour: blue", null, "colour")]
    [TestCase("  cni-migration:secretThing:\n    secure: v1:abc", null, "encrypted")]
    [TestCase("  aws:region: ''", "  aws:region: us-west-1", "region")]
    [TestCase("not: [yaml", "config:", "is not YAML")]
    public async Task Bad_configuration_is_named(string line, string? instead, string key)
    {
        var run = await Run.OfAsync("--stack", Run.StackFile(folder.FullName, line, instead));
        AssertRefused(run, key);
    }

    [Test]
    public async Task All_bad_keys_come_in_one_message()
    {
        var run = await Run.OfAsync("--stack", Run.StackFile(folder.FullName, "  cni-migration:colour: blue\n  cni-migration:surge: perhaps"));
        AssertRefused(run, "colour");
        AssertRefused(run, "surge");
    }

    [TestCase("--stages", "nonsense")]
    [TestCase("--frobnicate", "now")]
    public async Task With_json_a_refusal_is_a_document_and_nothing_else(string option, string value)
    {
        var run = await Run.OfAsync("--json", option, value);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Configuration));
        Assert.That((string?)run.Document["result"], Is.EqualTo("failed"));
        Assert.That((string?)run.Document["error"], Does.Contain(option == "--stages" ? value : option));
        Assert.That(run.Document["ups"]!.AsArray(), Is.Empty);
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public async Task With_json_bad_configuration_is_a_document_and_nothing_else()
    {
        var run = await Run.OfAsync("--json", "--stack", Run.StackFile(folder.FullName, "  cni-migration:colour: blue"));
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Configuration));
        Assert.That((string?)run.Document["error"], Does.Contain("colour"));
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public async Task A_file_with_somebodys_clusters_is_never_overwritten()
    {
        var file = Path.Combine(folder.FullName, "config");
        await File.WriteAllTextAsync(file, "apiVersion: v1\nkind: Config\n");
        var run = await Run.OfAsync("serve", "--kubeconfig", file);
        AssertRefused(run, "was not written by the rehearsal");
        Assert.That(await File.ReadAllTextAsync(file), Does.StartWith("apiVersion"));
    }

    private static void AssertRefused(Run run, string message)
    {
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Configuration), run.Error);
        Assert.That(run.Error.ReplaceLineEndings(" "), Does.StartWith("error: ").And.Contain(message));
        Assert.That(run.Error, Does.Not.Contain("   at "));
        Assert.That(run.Error.Split('\n'), Has.Length.LessThan(24));
        Assert.That(run.Out, Is.Empty);
    }
}
