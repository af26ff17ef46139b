using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Components;
using CniMigration.Components.Sources;
using CniMigration.Tests.Stacks;
using SimulatedValues = CniMigration.Simulator.Helm.CiliumValues;

namespace CniMigration.Tests.Components;

[TestFixture]
internal sealed class CiliumValuesTests
{
    private const string Schema = "cilium-1.19.6.values.schema.json";

    private const string Mine = """
        {"hubble": {"enabled": true}, "envoy": {"enabled": true}, "resources": {"requests": {"cpu": "200m"}}, "image": {"repository": "mirror/cilium"},
         "imagePullSecrets": [{"name": "mirror"}], "eni": {"awsEnablePrefixDelegation": true, "eniTags": {"team": "net"}},
         "ipam": {"operator": {"externalAPILimitQPS": 8}}, "operator": {"resources": {"requests": {"cpu": "100m"}}}}
        """;

    private static readonly CiliumMasquerade Hidden = new() { Enabled = true, Interfaces = "ens+", KeptTo = ["192.168.0.0/16"] };

    [TestCase(true, false)]
    [TestCase(false, false)]
    [TestCase(false, true)]
    public void The_values_fit_the_charts_own_schema(bool avoidOldNodes, bool enforcePolicy)
    {
        Assert.That(FaultsIn(CiliumValues.Build(Options(avoidOldNodes, enforcePolicy))), Is.Empty);
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void The_embedded_EKS_knows_what_every_value_would_do(bool avoidOldNodes, bool enforcePolicy) =>
        Assert.DoesNotThrow(() => SimulatedValues.From(Build(avoidOldNodes, enforcePolicy)));

    [Test]
    public void The_schema_check_sees_a_wrong_type_and_an_unknown_key()
    {
        const string Small = """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"array","items":{"anyOf":[{"type":"string"}]}}}}""";
        var values = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["a"] = "x", ["b"] = new object[] { 1 }, ["c"] = 1 });

        Assert.That(ChartSchema.Faults(Small, values), Has.Exactly(3).Items);
    }

    [Test]
    public void While_old_nodes_may_be_there_agent_and_operator_keep_off_them()
    {
        var values = Build(avoidOldNodes: true);

        Assert.That(Expressions(values["affinity"]!), Is.EquivalentTo(new[] { "cni NotIn aws-cni", "eks.amazonaws.com/compute-type NotIn fargate" }));
        Assert.That(Expressions(values["operator"]!["affinity"]!), Is.EqualTo(Expressions(values["affinity"]!)));
        Assert.That((bool)values["operator"]!["unmanagedPodWatcher"]!["restart"]!, Is.False);
        Assert.That((string)values["policyEnforcementMode"]!, Is.EqualTo("never"));
    }

    [Test]
    public void At_the_end_only_fargate_is_kept_off_and_the_watcher_is_on()
    {
        var values = Build(avoidOldNodes: false);

        Assert.That(Expressions(values["affinity"]!), Is.EqualTo(new[] { "eks.amazonaws.com/compute-type NotIn fargate" }));
        Assert.That((bool)values["operator"]!["unmanagedPodWatcher"]!["restart"]!, Is.True);
        Assert.That((string)values["policyEnforcementMode"]!, Is.EqualTo("never"));
        Assert.That((string)Build(avoidOldNodes: false, enforcePolicy: true)["policyEnforcementMode"]!, Is.EqualTo("default"));
    }

    [Test]
    public void What_ENI_mode_needs_today_is_set_and_what_broke_is_not()
    {
        var values = Build(avoidOldNodes: true);

        Assert.That((string)values["routingMode"]!, Is.EqualTo("native"));
        Assert.That((string)values["ipam"]!["mode"]!, Is.EqualTo("eni"));
        Assert.That((bool)values["eni"]!["enabled"]!, Is.True);
        Assert.That((bool)values["envoy"]!["enabled"]!, Is.False);
        Assert.That((bool)values["rollOutCiliumPods"]! && (bool)values["operator"]!["rollOutPods"]!, Is.True);
        Assert.That((int)values["operator"]!["replicas"]!, Is.EqualTo(2));
        Assert.That(
            values["operator"]!["tolerations"]!.AsArray().Select(toleration => (string)toleration!["key"]!), Does.Contain("node.cilium.io/agent-not-ready"));
        Assert.That(values.Select(pair => pair.Key), Has.None.EqualTo("tunnel"));
    }

    [Test]
    public void What_the_migration_holds_is_refused_by_name_and_all_else_is_the_users()
    {
        var held = UserValues.Held.Keys.Select(path => path.Split('.').Reverse().Aggregate((JsonNode)"x", (below, key) => new JsonObject { [key] = below }));
        var free = JsonNode.Parse(Mine)!.AsObject();

        Assert.That(held.SelectMany(values => UserValues.HeldIn(values.AsObject())), Is.EqualTo(UserValues.Held.Keys));
        Assert.That(
            new[] { "cluster.name", "eni.enabled", "ipam.mode", "routingMode", "affinity", "agentNotReadyTaintKey", "policyEnforcementMode" },
            Is.SubsetOf(UserValues.Held.Keys));
        Assert.That(UserValues.HeldIn(free), Is.Empty);
    }

    [Test]
    public void A_users_values_are_merged_over_ours_and_lists_are_replaced()
    {
        var mine = JsonNode.Parse(Mine)!.AsObject();
        var values = JsonSerializer.SerializeToNode(CiliumValues.Build(Options(true, false) with { UserValues = mine }))!.AsObject();

        Assert.That((bool)values["eni"]!["enabled"]! && (bool)values["eni"]!["awsEnablePrefixDelegation"]!, Is.True);
        Assert.That((string)values["ipam"]!["mode"]!, Is.EqualTo("eni"));
        Assert.That((int)values["ipam"]!["operator"]!["externalAPILimitQPS"]!, Is.EqualTo(8));
        Assert.That((bool)values["hubble"]!["enabled"]!, Is.True);
        Assert.That((int)values["operator"]!["replicas"]!, Is.EqualTo(2));
        Assert.That((string)values["operator"]!["resources"]!["requests"]!["cpu"]!, Is.EqualTo("100m"));
        Assert.That(values["imagePullSecrets"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.DoesNotThrow(() => SimulatedValues.From(values));
        Assert.That(
            () => SimulatedValues.From(Overlaid(values, """{"eni":{"nodeSpec":{"subnetTags":["a=b"]}}}""")),
            Throws.Exception.With.Message.Contains("does not model the value 'eni.nodeSpec'"));
    }

    [Test]
    public async Task The_setting_ciliumValues_reaches_the_release_and_leaves_the_operator_its_role()
    {
        var run = await StackRun.Of(
            Stage.InstallCilium, LiveClusters.At(Stage.PinAwsNode), preview: false,
            ("ciliumValues", """{"hubble":{"enabled":true},"serviceAccounts":{"cilium":{"annotations":{"team":"net"}}}}"""));

        var values = JsonSerializer.SerializeToNode(run["cilium-release"].Inputs["values"])!;
        Assert.That((bool)values["hubble"]!["enabled"]!, Is.True);
        Assert.That((string)values["serviceAccounts"]!["cilium"]!["annotations"]!["team"]!, Is.EqualTo("net"));
        Assert.That((string)values["serviceAccounts"]!["cilium"]!["name"]!, Is.EqualTo("cilium"));
        Assert.That((string)values["serviceAccounts"]!["operator"]!["annotations"]!["eks.amazonaws.com/role-arn"]!, Is.Not.Empty);
    }

    private static JsonObject Overlaid(JsonObject below, string above) => SimulatedValues.Overlay(below, JsonNode.Parse(above)!.AsObject());

    [Test]
    public void Masquerading_and_kube_proxy_are_choices_and_no_defaults([Values] bool choice)
    {
        var options = Options(true, false) with { Masquerade = choice ? Hidden : CiliumMasquerade.Off, KubeProxyReplacement = choice };
        var values = JsonSerializer.SerializeToNode(CiliumValues.Build(options))!;

        Assert.That((bool)values["enableIPv4Masquerade"]!, Is.EqualTo(choice));
        Assert.That((string?)values["egressMasqueradeInterfaces"], Is.EqualTo(choice ? "ens+" : null));
        Assert.That((string)values["kubeProxyReplacement"]!, Is.EqualTo(choice ? "true" : "false"));
    }

    [TestCase(3, null, null)]
    [TestCase(100, 10d, 50)]
    [TestCase(450, 20d, 100)]
    public void With_more_nodes_the_operator_may_call_EC2_more_often(int nodes, double? rate, int? burst)
    {
        var options = Options(true, false) with { Size = new ClusterSize(nodes, nodes) };
        var built = CiliumValues.Build(options);
        var values = JsonSerializer.SerializeToElement(built);
        var limits = JsonNode.Parse(values.GetRawText())!["ipam"]!["operator"];

        Assert.That(((double?)limits?["externalAPILimitQPS"], (int?)limits?["externalAPILimitBurstSize"]), Is.EqualTo((rate, burst)));
        Assert.That(FaultsIn(built), Is.Empty);
        Assert.DoesNotThrow(() => SimulatedValues.From(JsonNode.Parse(values.GetRawText())!.AsObject()));
    }

    [Test]
    public void A_tenth_of_the_agents_is_replaced_at_a_time() =>
        Assert.That((string)Build(avoidOldNodes: true)["updateStrategy"]!["rollingUpdate"]!["maxUnavailable"]!, Is.EqualTo("10%"));

    [Test]
    public void In_place_of_kube_proxy_Cilium_is_told_where_the_API_server_is_and_beside_it_is_not()
    {
        var options = Options(true, false) with { ApiServer = new Uri("https://abc.gr7.us-west-1.eks.amazonaws.com") };
        var replacing = CiliumValues.Build(options with { KubeProxyReplacement = true });

        Assert.That(replacing["k8sServiceHost"], Is.EqualTo("abc.gr7.us-west-1.eks.amazonaws.com"));
        Assert.That(replacing["k8sServicePort"], Is.EqualTo("443"));
        Assert.That(CiliumValues.Build(options).Keys, Has.None.EqualTo("k8sServiceHost"));
    }

    [Test]
    public void Portmap_is_chained_where_it_is_asked_for_and_kube_proxy_stays()
    {
        var chained = JsonSerializer.SerializeToNode(CiliumValues.Build(Options(true, false) with { Portmap = true }))!;

        Assert.That((string?)chained["cni"]!["chainingMode"], Is.EqualTo("portmap"));
        Assert.That(CiliumValues.Build(Options(true, false)).Keys, Has.None.EqualTo("cni"));
    }

    [Test]
    public void The_operator_may_do_what_ENI_mode_needs_and_only_its_own_account_may_be_it()
    {
        var trust = JsonNode.Parse(CiliumOperatorPolicy.Trust("arn:oidc", "https://oidc.eks/id/1"))!["Statement"]![0]!;

        Assert.That(
            JsonNode.Parse(CiliumOperatorPolicy.Document())!["Statement"]![0]!["Action"]!.AsArray().Select(action => (string)action!), Is.EquivalentTo(new[]
        {
            "CreateNetworkInterface", "AttachNetworkInterface", "DeleteNetworkInterface", "DescribeNetworkInterfaces", "ModifyNetworkInterfaceAttribute",
            "AssignPrivateIpAddresses", "UnassignPrivateIpAddresses", "CreateTags", "DescribeTags", "DescribeInstances", "DescribeInstanceTypes",
            "DescribeSubnets", "DescribeVpcs", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeManagedPrefixLists", "GetManagedPrefixListEntries",
        }.Select(action => $"ec2:{action}")));
        Assert.That((string)trust["Condition"]!["StringEquals"]!["oidc.eks/id/1:sub"]!, Is.EqualTo("system:serviceaccount:kube-system:cilium-operator"));
        Assert.That((string)trust["Principal"]!["Federated"]!, Is.EqualTo("arn:oidc"));
    }

    [Test]
    public async Task The_release_keeps_its_name_never_waits_and_is_not_atomic()
    {
        var release = (await StackRun.Of(Stage.InstallCilium, LiveClusters.At(Stage.PinAwsNode)))["cilium-release"].Inputs;

        Assert.That(release["name"], Is.EqualTo("cilium"));
        Assert.That(release["namespace"], Is.EqualTo("kube-system"));
        Assert.That(release["version"], Is.EqualTo("1.19.6"));
        Assert.That(release["skipAwait"], Is.EqualTo(true));
        Assert.That(release["atomic"], Is.EqualTo(false));
        Assert.That(((IReadOnlyDictionary<string, object>)release["repositoryOpts"])["repo"], Is.EqualTo("https://helm.cilium.io/"));
    }

    [Test]
    public async Task The_operators_service_account_carries_its_role()
    {
        var release = (await StackRun.Of(Stage.InstallCilium, LiveClusters.At(Stage.PinAwsNode)))["cilium-release"].Inputs;

        var accounts = JsonSerializer.SerializeToNode(((IReadOnlyDictionary<string, object>)release["values"])["serviceAccounts"])!;
        Assert.That((string)accounts["operator"]!["annotations"]!["eks.amazonaws.com/role-arn"]!, Is.EqualTo("arn:aws:iam::1:role/mock"));
    }

    [Test]
    public async Task A_local_chart_needs_no_repository()
    {
        var run = await StackRun.Of(
            Stage.InstallCilium, LiveClusters.At(Stage.PinAwsNode), preview: false, ("ciliumChart", "./charts/cilium"), ("ciliumChartRepository", ""));

        Assert.That(run["cilium-release"].Inputs["chart"], Is.EqualTo("./charts/cilium"));
        Assert.That(run["cilium-release"].Inputs.Keys, Has.None.EqualTo("repositoryOpts"));
    }

    private static IEnumerable<string> Expressions(JsonNode affinity) =>
        affinity["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!["nodeSelectorTerms"]!.AsArray().Single()!["matchExpressions"]!.AsArray()
            .Select(expression => $"{expression!["key"]} {expression["operator"]} {string.Join(",", expression["values"]!.AsArray())}");

    private static JsonObject Build(bool avoidOldNodes, bool enforcePolicy = false) =>
        JsonSerializer.SerializeToNode(CiliumValues.Build(Options(avoidOldNodes, enforcePolicy)))!.AsObject();

    private static CiliumOptions Options(bool avoidOldNodes, bool enforcePolicy) => new()
    {
        ClusterName = "dc-migrate",
        Version = "1.19.6",
        Chart = "cilium",
        Repository = null,
        OperatorReplicas = 2,
        Masquerade = Hidden,
        KubeProxyReplacement = false,
        KeepsOff = avoidOldNodes ? AwsNode.Cni : null,
        EnforcePolicy = enforcePolicy,
    };

    /// <summary>What the chart's own schema says of values. Made from the chart's defaults, it lacks the key that is commented out there.</summary>
    private static IEnumerable<string> FaultsIn(ImmutableDictionary<string, object> values) => ChartSchema.Faults(
        File.ReadAllText(SharedFile(Schema)), JsonSerializer.SerializeToElement(values.Remove("egressMasqueradeInterfaces")));

    private static string SharedFile(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(file))
            {
                return file;
            }
        }

        Assert.Ignore($"shared/data/{name} lies in no folder above the tests.");
        return "";
    }
}
