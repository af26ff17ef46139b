using Pulumi;
using Pulumi.Testing;

namespace CniMigration.Tests.Sdk.Mocks;

[NonParallelizable]
internal sealed class ConfigTests
{
    private const string Variable = "PULUMI_CONFIG";

    private string? before;

    [SetUp]
    public void Remember() => before = Environment.GetEnvironmentVariable(Variable);

    [TearDown]
    public void Restore() => Environment.SetEnvironmentVariable(Variable, before);

    [Test]
    public async Task Values_are_read_by_their_type()
    {
        await WithConfigAsync("""{"cni:stage": "migrate", "cni:config:size": "3", "cni:surge": "true", "cni:groups": "[\"ng-1\"]", "cni:rate": "0.5"}""", () =>
        {
            var config = new Config();
            Assert.Multiple(() =>
            {
                Assert.That(config.Require("stage"), Is.EqualTo("migrate"));
                Assert.That(config.GetInt32("size"), Is.EqualTo(3));
                Assert.That(config.GetBoolean("surge"), Is.True);
                Assert.That(config.RequireObject<string[]>("groups"), Is.EqualTo(new[] { "ng-1" }));
                Assert.That(config.GetDouble("rate"), Is.EqualTo(0.5));
                Assert.That(config.Get("absent"), Is.Null);
                Assert.That(config.GetObject<string[]>("absent"), Is.Null);
            });
        });
    }

    [Test]
    public void A_missing_key_says_how_to_set_it()
    {
        var error = Assert.ThrowsAsync<RunException>(() => WithConfigAsync("{}", () => new Config("aws").Require("region")));

        Assert.That(error.Message, Does.Contain("aws:region").And.Contain("pulumi config set aws:region <value>"));
    }

    [Test]
    public void A_value_of_another_type_is_named()
    {
        var error = Assert.ThrowsAsync<RunException>(() => WithConfigAsync("""{"cni:size": "many"}""", () => new Config().GetInt32("size")));

        Assert.That(error.Message, Does.Contain("cni:size").And.Contain("'many'").And.Contain("Int32"));
    }

    [Test]
    public async Task Each_run_reads_the_configuration_anew()
    {
        var seen = new List<string?>();
        await WithConfigAsync("""{"cni:stage": "baseline"}""", () => seen.Add(new Config().Get("stage")));
        await WithConfigAsync("""{"cni:stage": "cordon"}""", () => seen.Add(new Config().Get("stage")));

        Assert.That(seen, Is.EqualTo(new[] { "baseline", "cordon" }));
    }

    [Test]
    public async Task A_secret_is_an_output_that_is_secret()
    {
        await WithConfigAsync("""{"cni:token": "t0p"}""", async () =>
        {
            var token = new Config().RequireSecret("token");
            Assert.That(await Output.IsSecretAsync(token), Is.True);
        });
    }

    private static Task WithConfigAsync(string json, Action program) =>
        WithConfigAsync(json, () =>
        {
            program();
            return Task.CompletedTask;
        });

    private static async Task WithConfigAsync(string json, Func<Task> program)
    {
        Environment.SetEnvironmentVariable(Variable, json);
        await Deployment.TestAsync(new RecordingMocks(), new TestOptions { ProjectName = "cni" }, program);
    }
}
