using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Providers.Kubernetes;

namespace CniMigration.Tests.Rehearsal.Providers;

public sealed class KubernetesProviderTests : CloudTests
{
    private KubernetesPackage package = null!;
    private ResourceProvider provider = null!;

    [SetUp]
    public async Task ConfigureAsync()
    {
        package = new KubernetesPackage(Eks);
        provider = await package.ConfigureAsync(new JsonObject { ["kubeconfig"] = Cluster.Kubeconfig() }, CancellationToken.None);
    }

    [TearDown]
    public void TearDown() => package.Dispose();

    [Test]
    public async Task An_object_is_applied_changed_read_and_deleted()
    {
        var step = await CheckedAsync("""{"metadata":{"name":"settings","namespace":"default"},"data":{"a":"1","b":"2"}}""");
        var made = await provider.CreateAsync(step, CancellationToken.None);
        Assert.That(made.Id, Is.EqualTo("default/settings"));
        Assert.That((string?)made.Outputs["metadata"]!["uid"], Is.Not.Empty);

        var changed = await CheckedAsync(
            """{"metadata":{"name":"settings","namespace":"default"},"data":{"a":"3"}}""") with
        { Id = made.Id, OldInputs = step.Inputs };
        Assert.That((await provider.DiffAsync(changed, CancellationToken.None)).Changed, Is.EqualTo(new[] { "data" }));
        await provider.UpdateAsync(changed, CancellationToken.None);

        var read = await provider.ReadAsync(changed, CancellationToken.None);
        Assert.That(read!.Outputs["data"]!.ToJsonString(), Is.EqualTo("""{"a":"3"}"""), "what is applied no more is gone");

        await provider.DeleteAsync(changed, CancellationToken.None);
        Assert.That(await provider.ReadAsync(changed, CancellationToken.None), Is.Null);
        await provider.DeleteAsync(changed, CancellationToken.None);
    }

    [Test]
    public async Task A_refusal_of_the_api_server_is_passed_on_in_its_own_words()
    {
        var step = await CheckedAsync("""{"metadata":{"name":"Not_A_Name","namespace":"default"}}""");
        Assert.That(async () => await provider.CreateAsync(step, CancellationToken.None), Throws.TypeOf<EngineException>().With.Message.Contains("Not_A_Name"));
    }

    [Test]
    public async Task Another_name_is_another_object()
    {
        var before = await CheckedAsync("""{"metadata":{"name":"a"}}""");
        var after = await CheckedAsync("""{"metadata":{"name":"b"}}""") with { Id = "default/a", OldInputs = before.Inputs };
        Assert.That((await provider.DiffAsync(after, CancellationToken.None)).Replace);
    }

    [Test]
    public async Task What_has_no_name_gets_one_and_keeps_it()
    {
        var first = await CheckedAsync("{}");
        var name = (string?)first.Inputs["metadata"]!["name"];
        Assert.That(name, Does.StartWith("config-"));
        Assert.That((string?)(await CheckedAsync("{}")).Inputs["metadata"]!["name"], Is.EqualTo(name));
    }

    [Test]
    public void What_pulumi_would_wait_for_is_refused() => Assert.That(
        async () => await CheckedAsync("""{"metadata":{"name":"a"}}""", "kubernetes:apps/v1:Deployment"),
        Throws.TypeOf<EngineException>().With.Message.Contains("skipAwait"));

    [TestCase("""{"skipAwait":false}""", "skipAwait")]
    [TestCase("""{"skipAwait":true,"wave":1}""", "wave")]
    public void Releases_are_refused_where_they_are_not_modelled(string inputs, string named) => Assert.That(
        async () => await CheckedAsync(inputs, "kubernetes:helm.sh/v3:Release"), Throws.TypeOf<EngineException>().With.Message.Contains(named));

    [TestCase("cilum", "1.19.0", "cilum")]
    [TestCase("cilium", "1.18.0", "1.18.0")]
    public void A_preview_finds_out_that_there_is_no_such_chart_as_soon_as_all_inputs_are_known(string chart, string version, string named) => Assert.That(
        async () => await CheckedAsync($$"""{"skipAwait":true,"chart":"{{chart}}","version":"{{version}}"}""", "kubernetes:helm.sh/v3:Release"),
        Throws.TypeOf<EngineException>().With.Message.Contains(named).And.Message.Contains("check the chart name"));

    [Test]
    public async Task A_delete_waits_until_a_namespace_is_gone_unless_its_annotation_says_not_to([Values] bool skipAwait)
    {
        const string Type = "kubernetes:core/v1:Namespace";
        const string Content = """{"metadata":{"name":"kept","namespace":"held"HOLD}}""";
        var annotations = skipAwait ? ""","annotations":{"pulumi.com/skipAwait":"true"}""" : "";
        var space = await CheckedAsync($$$"""{"metadata":{"name":"held"{{{annotations}}}}}""", Type);
        var made = await provider.CreateAsync(space, CancellationToken.None);
        var hold = Content.Replace("HOLD", ""","finalizers":["example.com/hold"]""", StringComparison.Ordinal);
        await provider.CreateAsync(await CheckedAsync(hold), CancellationToken.None);

        var delete = provider.DeleteAsync(space with { Id = made.Id, OldInputs = space.Inputs }, CancellationToken.None);
        if (!skipAwait)
        {
            await Task.WhenAny(delete, Task.Delay(TimeSpan.FromSeconds(2), Eks.Clock));
            Assert.That(delete.IsCompleted, Is.False, "the finalizer holds it");
            await provider.UpdateAsync(await CheckedAsync(Content.Replace("HOLD", "", StringComparison.Ordinal)), CancellationToken.None);
        }

        await delete;
    }

    [Test]
    public void A_provider_without_a_kubeconfig_is_refused() =>
        Assert.That(async () => await package.ConfigureAsync([], CancellationToken.None), Throws.TypeOf<EngineException>());

    [Test]
    public void Another_cluster_replaces_a_provider_unless_it_is_identified()
    {
        var here = new JsonObject { ["kubeconfig"] = """{"clusters":[{"name":"a"}]}""" };
        var there = new JsonObject { ["kubeconfig"] = """{"clusters":[{"name":"b"}]}""" };
        Assert.That(package.RefuseChange(here, there), Does.Contain("clusterIdentifier"));
        here["clusterIdentifier"] = "one";
        there["clusterIdentifier"] = "one";
        Assert.That(package.RefuseChange(here, there), Is.Null);
        there["clusterIdentifier"] = "other";
        Assert.That(package.RefuseChange(here, there), Is.Not.Null);
    }

    private async Task<ResourceStep> CheckedAsync(string inputs, string type = "kubernetes:core/v1:ConfigMap")
    {
        var step = new ResourceStep { Urn = "urn:pulumi:s::p::t::config", Key = new ResourceKey(type, "config"), Inputs = JsonNode.Parse(inputs)!.AsObject() };
        return step with { Inputs = await provider.CheckAsync(step, CancellationToken.None) };
    }
}
