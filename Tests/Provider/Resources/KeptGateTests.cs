using CniMigration.Migration.Errors;

namespace CniMigration.Tests.Provider.Resources;

/// <summary>On a way back gates are let through unproven; they prove themselves when the way leads forward again.</summary>
[TestFixture]
internal sealed class KeptGateTests : ProviderFixture
{
    [TestCase("NodesReady")]
    [TestCase("RolloutReady")]
    [TestCase("ConnectivityCheck")]
    public async Task A_gate_that_could_never_pass_does_once_it_is_kept_and_fails_when_it_is_no_longer(string resource)
    {
        var inputs = Samples.Inputs(resource).SetItem("timeoutSeconds", Values.Of(30));
        var kept = inputs.SetItem("kept", Values.Of(true));
        Assert.That(async () => await CreateAsync(resource, inputs), Throws.InstanceOf<MigrationException>());

        var versions = await Cluster.VersionsAsync();
        var created = await CreateAsync(resource, kept);
        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));
        Assert.That((await DiffAsync(resource, await CheckedAsync(resource, kept), await CheckedAsync(resource, inputs))).Changes, Is.True);
        Assert.That(async () => await UpdateAsync(resource, created, kept, inputs), Throws.InstanceOf<MigrationException>());
    }
}
