using System.Collections.Immutable;
using CniMigration.Stacks.Settings;

namespace CniMigration.Tests.Stacks.Settings;

[TestFixture]
internal sealed class SettingsTests
{
    [Test]
    public void A_stage_and_a_region_are_all_that_has_to_be_set()
    {
        var settings = Read();

        Assert.That(settings.Stage, Is.EqualTo("baseline"));
        Assert.That(settings.ClusterName, Is.EqualTo("dc-migrate"));
        Assert.That(settings.OldNodeGroups, Is.EqualTo(new[] { "ng-1" }));
        Assert.That(settings.Nodes.Old, Is.EqualTo("eks.amazonaws.com/nodegroup in (ng-1)"));
        Assert.That(settings.Nodes.Cilium, Is.EqualTo("eks.amazonaws.com/nodegroup=ng-cilium"));
        Assert.That(settings.AutoscalerNamespace, Is.EqualTo("kube-system"));
        Assert.That(settings.AutoscalerName, Is.EqualTo("cluster-autoscaler"));
        Assert.That(settings.AgentNotReadyTaintEffect, Is.EqualTo("NoExecute"));
        Assert.That(settings.AllowBackward, Is.Null);
    }

    [Test]
    public void A_missing_stage_is_told_with_the_list_of_stages()
    {
        var problem = Problems(Values().Remove("cni-migration:stage")).Single();

        Assert.That(problem, Does.StartWith("cni-migration:stage: is missing"));
        Assert.That(StageNames.All, Has.All.Matches<string>(name => problem.Contains(name, StringComparison.Ordinal)));
    }

    [TestCase("stage", "retire", "one of baseline, pin-aws-node")]
    [TestCase("allowBackward", "back", "one of baseline, pin-aws-node")]
    [TestCase("clusterName", "-dc", "1 to 100 letters")]
    [TestCase("ciliumClusterName", "DC-Migrate", "1 to 32 lower case")]
    [TestCase("ciliumClusterName", "a-name-of-more-than-thirty-two-chars", "1 to 32 lower case")]
    [TestCase("ciliumValues", "[]", "a JSON object without nulls")]
    [TestCase("ciliumValues", """{"hubble":{"enabled":null}}""", "a JSON object without nulls")]
    [TestCase("ciliumValues", """{"ipam":"eni"}""", "the migration is one to ENI mode")]
    [TestCase("ciliumValues", """{"operator":{"affinity":{"nodeAffinity":{"x":1}}}}""", "it keeps Cilium off the nodes")]
    [TestCase("ciliumValues", """{"policyEnforcementMode":"always"}""", "policies bite at enforce-policy")]
    [TestCase("ciliumValues", """{"cluster":{"name":"x"}}""", "ciliumClusterName decides it")]
    [TestCase("masqueradeInterfaces", "eth+ ens+", "several match nothing")]
    [TestCase("oldNodeGroupSize", "-1", "a whole number from 1 to 450")]
    [TestCase("ciliumNodeGroupSize", "-3", "a whole number from 1 to 450")]
    [TestCase("ciliumNodeGroupSize", "three", "a whole number from 1 to 450")]
    [TestCase("volumeSize", "5", "a whole number from 20 to 16384")]
    [TestCase("oldNodeGroups", "ng-1", "a JSON list of strings")]
    [TestCase("oldNodeGroups", "[]", "name at least one")]
    [TestCase("oldNodeGroups", """["ng-1","ng-1"]""", "each name once")]
    [TestCase("oldNodeGroups", """["ng-cilium"]""", "a group each")]
    [TestCase("agentNotReadyTaintEffect", "NO_EXECUTE", "NoExecute, NoSchedule, PreferNoSchedule")]
    [TestCase("surge", "always", "guarded, as-is, off")]
    [TestCase("enforcePoliciesFrom", "cordon", "enforce-policy, migrate")]
    [TestCase("enforcePoliciesFrom", "migrate", "pulumi config set allowPolicies true")]
    [TestCase("masquerade", "yes", "as-aws-node, true, false")]
    [TestCase("autoscaler", "cluster-autoscaler", "namespace/name")]
    [TestCase("ciliumVersion", "1.19", "a full version")]
    [TestCase("ciliumChartRepository", "helm.cilium.io", "http(s)://")]
    [TestCase("kubernetesVersion", "latest", "a minor version")]
    [TestCase("vpcId", "my-vpc", "vpc-0a1b2c3d")]
    [TestCase("portmap", "perhaps", "true or false")]
    [TestCase("ciliumOperatorReplicas", "4", "no more than ciliumNodeGroupSize (3)")]
    public void A_bad_value_is_told_with_what_is_allowed(string key, string value, string allowed) =>
        Assert.That(Problems(Values((key, value))), Has.Some.StartsWith($"cni-migration:{key}").Or.Some.StartsWith("cni-migration:ciliumNodeGroup")
            .And.Some.Contains(allowed));

    [Test]
    public void Portmap_has_no_place_beside_kubeProxyReplacement() =>
        Assert.That(
            Problems(Values(("portmap", "true"), ("kubeProxyReplacement", "true"))).Single(),
            Does.StartWith("cni-migration:portmap").And.Contain("leave it out"));

    [TestCase("Production_EU")]
    [TestCase("a-name-of-more-than-thirty-two-letters-is-common-where-teams-name-clusters-after-what-they-run")]
    public void A_cluster_may_have_any_name_that_EKS_takes_once_Cilium_has_a_name_of_its_own(string name)
    {
        var settings = Read(("clusterName", name), ("ciliumClusterName", "production-eu"));

        Assert.That(settings.ClusterName, Is.EqualTo(name));
        Assert.That(settings.Cilium.ClusterName, Is.EqualTo("production-eu"));
        Assert.That(Read().Cilium.ClusterName, Is.EqualTo("dc-migrate"));
        Assert.That(
            Problems(Values(("clusterName", name))).Single(),
            Does.StartWith("cni-migration:ciliumClusterName: is not set").And.Contain("pulumi config set ciliumClusterName"));
    }

    [TestCase("oldNodeGroupSize", "5", "keep the sizes")]
    [TestCase("kubernetesVersion", "1.33", "keeps its version")]
    [TestCase("vpcId", "vpc-0a1b", "has its VPC")]
    [TestCase("privateNetworking", "false", "where the old ones do")]
    public void A_key_that_has_no_meaning_for_an_adopted_cluster_is_an_error_unless_it_is_left_alone(string key, string value, string because)
    {
        Assert.That(
            Problems(Values(("adoptCluster", "true"), (key, value))).Single(), Does.StartWith($"cni-migration:{key}: is \"{value}\"").And.Contains(because));
        Assert.That(Read(("adoptCluster", "true")).AdoptCluster);
        Assert.That(Read((key, value)).AdoptCluster, Is.False);
    }

    [Test]
    public void An_unknown_key_is_an_error_that_names_the_one_that_may_be_meant() =>
        Assert.That(
            Problems(Values(("oldnodegroups", "[]"))).Single(),
            Does.StartWith("cni-migration:oldnodegroups: there is no such key; did you mean cni-migration:oldNodeGroups?"));

    [Test]
    public void A_missing_region_is_an_error() => Assert.That(Problems(Values().Remove("aws:region")).Single(), Does.StartWith("aws:region: is missing"));

    [Test]
    public void All_bad_keys_are_told_in_one_message()
    {
        var failure = Assert.Throws<SettingsException>(() => Read(("stage", "x"), ("volumeSize", "-1"), ("surge", "x"), ("nope", "x")))!;

        Assert.That(failure.Problems, Has.Count.EqualTo(4));
        Assert.That(failure.Message, Does.StartWith("The configuration has 4 problems; nothing was touched:"));
        Assert.That(failure.Problems, Has.All.Matches<string>(problem => failure.Message.Contains(problem, StringComparison.Ordinal)));
    }

    private static MigrationSettings Read(params (string Key, string Value)[] changes) => MigrationSettings.Read(Values(changes), StageNames.All);

    private static IReadOnlyList<string> Problems(IReadOnlyDictionary<string, string> config) =>
        Assert.Throws<SettingsException>(() => MigrationSettings.Read(config, StageNames.All))!.Problems;

    private static ImmutableDictionary<string, string> Values(params (string Key, string Value)[] changes) => changes.Aggregate(
        ImmutableDictionary<string, string>.Empty.Add("cni-migration:stage", "baseline").Add("aws:region", "us-west-1"),
        (values, change) => values.SetItem($"cni-migration:{change.Key}", change.Value));
}
