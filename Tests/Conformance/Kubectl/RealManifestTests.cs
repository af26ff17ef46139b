using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

/// <summary>Manifests that nobody here wrote.</summary>
internal sealed class RealManifestTests(ServerKind kind) : KubectlTest(kind)
{
    private const string Linux = """{"kubernetes.io/os":"linux","kubernetes.io/arch":"amd64"}""";

    private static readonly string[] TooLong = ["applicationsets.argoproj.io", "metadata.annotations: Too long: ", "262144 bytes"];

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Online_Boutique_applies_and_becomes_ready(KubectlProgram kubectl)
    {
        await NodeAsync("a", Linux, cpu: "64");
        var text = await File.ReadAllTextAsync(FileOrIgnore("online-boutique.yaml"));
        var manifest = Differs(text, text.Replace("grpc:", "tcpSocket:", StringComparison.Ordinal), "1.20 has no probes over gRPC");
        (await ApplyAsync(kubectl, manifest)).Exits(0);
        TakesServices(await ApplyAsync(kubectl, manifest, "--server-side", "--force-conflicts"));
        await EverythingIsReadyAsync();
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Argo_CD_applies_and_becomes_ready(KubectlProgram kubectl)
    {
        await NodeAsync("a", Linux, cpu: "64");
        var file = FileOrIgnore("argo-cd.yaml");

        // What kubectl remembers of a client-side apply does not fit into an annotation: no server takes it.
        (await RunAsync(kubectl, "apply", "-f", file)).Refuses(TooLong);
        TakesServices(await RunAsync(kubectl, "apply", "--server-side", "--force-conflicts", "-f", file));
        await EverythingIsReadyAsync();
        (await RunAsync(kubectl, "get", "applications.argoproj.io")).Says("No resources found");
        (await RunAsync(kubectl, "delete", "--wait=false", "-f", file)).Exits(0);
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task The_VPC_CNI_applies_and_becomes_ready(KubectlProgram kubectl)
    {
        var node = await NodeAsync("a", Linux);
        var file = FileOrIgnore("aws-k8s-cni.yaml");
        string[] anywhere = ["--kubeconfig", Kubeconfig.File];
        (await kubectl.RunAsync([.. anywhere, "apply", "-f", file], Kubeconfig.Folder)).Exits(0);
        (await kubectl.RunAsync([.. anywhere, "apply", "--server-side", "--force-conflicts", "-f", file], Kubeconfig.Folder)).Exits(0);
        await UntilAsync("/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node", daemonSet => (int?)daemonSet["status.numberReady"] >= 1);
        Assert.That((await Api.GetAsync($"/api/v1/namespaces/kube-system/pods?fieldSelector=spec.nodeName={node}")).Items, Is.Not.Empty);
        (await kubectl.RunAsync([.. anywhere, "delete", "--wait=false", "-f", file], Kubeconfig.Folder)).Exits(0);
    }

    private void TakesServices(KubectlResult applied)
    {
        var refusal = Differs("", "omits key field \"protocol\"", "1.20 does not know the protocol's default when a Service is applied server side");
        if (refusal.Length == 0)
        {
            applied.Exits(0);
        }
        else
        {
            applied.Refuses(refusal).Says("serverside-applied");
        }
    }

    private async Task EverythingIsReadyAsync()
    {
        await UntilAsync(Deployments, list => list.Items.Any() && list.Items.All(item => IsReady(item, "replicas", "availableReplicas")));
        await UntilAsync(StatefulSets, list => list.Items.All(item => IsReady(item, "replicas", "readyReplicas")));
    }

    private static bool IsReady(JsonNode item, string wanted, string ready) => (int?)item["spec"]![wanted] == (int?)item["status"]?[ready];

    private static string FileOrIgnore(string name)
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "manifests", name);
            if (File.Exists(file))
            {
                return file;
            }
        }

        Assert.Ignore($"There is no ../shared/data/manifests/{name} beside this checkout.");
        return "";
    }
}
