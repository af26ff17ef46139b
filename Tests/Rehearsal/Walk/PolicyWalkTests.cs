using System.Text;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Faults;
using CniMigration.Tests.Rehearsal.Faults;
using k8s;

namespace CniMigration.Tests.Rehearsal.Walk;

/// <summary>A cluster whose network policies aws-node's own agent enforces.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(300_000)]
internal sealed class PolicyWalkTests
{
    private static readonly ChosenFault Enforced = new(FaultCatalogue.Find("aws-node-enforces-policies")!);

    [Test]
    public async Task With_consent_pods_move_without_their_policies_and_that_is_counted_and_Cilium_enforces_them_at_the_end(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string> { ["allowUnenforcedPolicies"] = "true", ["allowPolicies"] = "true" };
        var (ups, modes) = await WalkAsync(["migrate", "enforce-policy"], settings, cancellationToken);
        Assert.That(ups.Sum(up => up.PodsWithoutPolicies), Is.EqualTo(1));
        Assert.That(modes, Is.EqualTo(new[] { "never", "default" }));
    }

    [Test]
    public async Task Where_it_is_asked_for_Cilium_enforces_them_as_soon_as_the_pods_have_moved_and_no_longer_than_that(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["allowUnenforcedPolicies"] = "true",
            ["allowPolicies"] = "true",
            ["enforcePoliciesFrom"] = "migrate",
        };
        var (_, modes) = await WalkAsync(["cordon", "migrate", "retire-nodes", "enforce-policy", "migrate", "cordon"], settings, cancellationToken);
        Assert.That(modes, Is.EqualTo(new[] { "never", "default", "default", "default", "default", "never" }));
    }

    private static async Task<(List<UpResult> Ups, List<string> Modes)> WalkAsync(
        IReadOnlyList<string> way, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var options = new RehearsalOptions { Speed = 500, Faults = [Enforced] };
        var stack = StackSettings.Read(Repository.Root, options.StackFile, Repository.Root);
        stack = stack with { Values = stack.Values.SetItems(settings.Select(setting => KeyValuePair.Create($"{stack.Project}:{setting.Key}", setting.Value))) };
        await using var rehearsed = await RehearsalStack.StartAsync(stack, options, new StrikingEvents(), cancellationToken);
        var (ups, modes) = (new List<UpResult>(), new List<string>());
        foreach (var stage in way)
        {
            var walk = await new Walker(rehearsed, new StrikingEvents()).WalkAsync(options with { Stages = [stage] }, cancellationToken);
            Assert.That(walk.Failure, Is.Null, $"on the way to {stage}");
            ups.AddRange(walk.Ups);
            modes.Add(await PolicyModeAsync(rehearsed, cancellationToken));
        }

        return (ups, modes);
    }

    private static async Task<string> PolicyModeAsync(RehearsalStack stack, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(stack.Kubeconfig()));
        using var client = new k8s.Kubernetes(await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(text));
        var config = await client.CoreV1.ReadNamespacedConfigMapAsync("cilium-config", "kube-system", cancellationToken: cancellationToken);
        return config.Data["enable-policy"];
    }
}
