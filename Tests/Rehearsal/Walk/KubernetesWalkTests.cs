using System.Text.Json.Nodes;
using CniMigration.Rehearsal.CommandLine;
using CniMigration.Tests.ControlPlane;
using CniMigration.Tests.Rehearsal.CommandLine;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Walk;

/// <summary>The same walk with Kubernetes' own API server, controllers and scheduler, under RBAC with exactly the rights that the project asks for.</summary>
public sealed class KubernetesWalkTests
{
    private const string Baseline = "baseline";

    // Until the nightly import has ended, how many pods there are is a matter of moments.
    private static readonly string[] WhileTheImportRuns = [.. StageNames.All.TakeWhile(stage => stage != "add-cilium-nodes")];

    [Test]
    public async Task A_real_control_plane_sees_the_same_walk_there_and_back()
    {
        RealControlPlane.InstallationOrIgnore();
        var thereAndBack = string.Join(',', StageNames.All.Append(Baseline));
        var real = await WalkAsync("--control-plane", "kubernetes", "--stages", thereAndBack);
        var embedded = await WalkAsync("--speed", "500", "--stages", thereAndBack);

        Assert.That(Shape(real[0]), Is.EqualTo(Shape(embedded[0])));
        Assert.That(
            Forward(real).Where(IsChange).Select(Changes), Is.EqualTo(Forward(embedded).Where(IsChange).Select(Changes)), "what each run on the way changes");
        Assert.That(
            Forward(real).Where(IsConverged).Select(Counts),
            Is.EqualTo(Forward(embedded).Where(IsConverged).Select(Counts)),
            "what there is when each stage has converged");
        Assert.That(Counts(real[^1]) + Addresses(real[^1]), Is.EqualTo(Counts(embedded[^1]) + Addresses(embedded[^1])), "what there is at the end");
    }

    [TestCase("addon-reverts-affinity", "pin-aws-node", "aws eks delete-addon", Explicit = true, Category = "AllFaults")]
    [TestCase("security-group-cuts-cnis", "add-cilium-nodes", "security groups", Explicit = true, Category = "AllFaults")]
    [TestCase("budget-never-allows", "migrate", "budget orders", Explicit = true, Category = "AllFaults")]
    public async Task A_fault_stops_the_walk_there_too_with_what_to_do(string fault, string stage, string remedy)
    {
        RealControlPlane.InstallationOrIgnore();
        var run = await Run.OfAsync("--json", "--control-plane", "kubernetes", "--fault", fault, "--stages", stage);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.ResourceFailed), run.Out);
        Assert.That((string?)run.Document["error"], Does.Contain(remedy));
    }

    private static async Task<IReadOnlyList<JsonObject>> WalkAsync(params string[] arguments)
    {
        var run = await Run.OfAsync(["--json", .. arguments]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Ok), run.Out);
        Assert.That((string?)run.Document["result"], Is.EqualTo("ok"));
        var ups = run.Document["ups"]!.AsArray().OfType<JsonObject>().ToList();
        Assert.That(ups.Where(IsConverged).Select(up => (string?)up["requested"]), Is.EqualTo(StageNames.All.Append(Baseline)));
        Assert.That(ups.Sum(up => (int)up["budgetViolations"]!), Is.Zero);
        Assert.That(ups.Sum(up => (int)up["gate"]!["unhealthyPairs"]!), Is.Zero);
        Assert.That(ups.Sum(up => (int)up["nodesWithoutCni"]! + (int)up["nodesWithTwoCnis"]!), Is.Zero);
        Assert.That((int)ups[^1]["pods"]!["cilium"]!, Is.Zero);
        return ups;
    }

    private static IEnumerable<JsonObject> Forward(IReadOnlyList<JsonObject> ups) =>
        ups.Take(1 + ups.Index().First(up => IsConverged(up.Item) && (string?)up.Item["requested"] == StageNames.All[^1]).Index);

    private static bool IsConverged(JsonObject up) => (bool)up["converged"]!;

    // A run that finds a pod still starting changes nothing and is repeated, on a busy machine more often than on another.
    private static bool IsChange(JsonObject up) => ((string[])["create", "update", "delete"]).Any(kind => (int)up["operations"]![kind]! > 0);

    private static string Changes(JsonObject up) => $"{up["requested"]} {up["effective"]} {up["converged"]} {up["operations"]!.ToJsonString()}";

    private static string Counts(JsonObject up) =>
        $"{up["requested"]} {up["gate"]!.ToJsonString()} {up["nodes"]!.ToJsonString()}"
        + (WhileTheImportRuns.Contains((string?)up["requested"]) ? "" : Pods(up));

    private static string Pods(JsonObject up) => $" {up["pods"]!.ToJsonString()}";

    // Kubernetes keeps the pods of a node that is gone for most of a minute; they have lost their addresses by then.
    private static string Addresses(JsonObject up) => $" {up["pods"]!["awsCni"]} {up["pods"]!["cilium"]}";

    /// <summary>The names and kinds of everything in a document.</summary>
    private static IEnumerable<string> Shape(JsonNode? node, string path = "") => node switch
    {
        JsonObject map => map.SelectMany(member => Shape(member.Value, $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany(item => Shape(item, $"{path}[]")).Distinct(),
        null => [$"{path} null"],
        _ => [$"{path} {node.GetValueKind()}"],
    };
}
