using System.Diagnostics;
using System.Net;
using CniMigration.ControlPlane;
using k8s;
using k8s.Autorest;

namespace CniMigration.Tests.ControlPlane;

public sealed class KubernetesControlPlaneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource patience = new(Patience, TimeProvider.System);

    [OneTimeTearDown]
    public void StopWaiting() => patience.Dispose();

    [Test]
    public async Task It_answers_its_administrator_and_knows_the_rights_of_others_and_nothing_of_it_is_left()
    {
        var installation = RealControlPlane.InstallationOrIgnore();
        var options = new ControlPlaneOptions { Users = [new ControlPlaneUser("a-token", "somebody", "a-group", "another-group")] };
        string folder;
        await using (var controlPlane = await KubernetesControlPlane.StartAsync(installation, options, patience.Token))
        {
            folder = controlPlane.Folder;
            Assert.That(RunningProcesses.Naming(folder), Has.Some.Contains("kube-scheduler").And.Some.Contains("etcd"));
            using (var administrator = Client(controlPlane.Kubeconfig()))
            {
                var namespaces = await administrator.CoreV1.ListNamespaceAsync(cancellationToken: patience.Token);
                Assert.That(namespaces.Items.Select(item => item.Metadata.Name), Does.Contain("kube-system"));
            }

            Assert.That(await RefusalAsync(controlPlane.Kubeconfig("a-token")), Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(await RefusalAsync(controlPlane.Kubeconfig("no-token")), Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        Assert.That(RunningProcesses.Naming(folder), Is.Empty);
        Assert.That(Directory.Exists(folder), Is.False);
    }

    [Test]
    public void A_component_that_ends_early_is_reported_with_its_last_words_and_nothing_of_it_is_left()
    {
        var installation = RealControlPlane.InstallationOrIgnore();
        var options = new ControlPlaneOptions { ApiServerFlags = ["--no-such-flag=here"] };
        var failure = Assert.ThrowsAsync<ControlPlaneException>(() => KubernetesControlPlane.StartAsync(installation, options, patience.Token));
        Assert.That(failure!.Message, Does.StartWith("kube-apiserver ended early.").And.Contain("no-such-flag"));
        Assert.That(RunningProcesses.Naming("no-such-flag"), Is.Empty);
    }

    [Test]
    public void A_control_plane_that_is_not_ready_in_time_is_reported_and_nothing_of_it_is_left()
    {
        var installation = RealControlPlane.InstallationOrIgnore();
        const string mark = "--event-ttl=1h0m19s";
        var options = new ControlPlaneOptions { ApiServerFlags = [mark], StartTimeout = TimeSpan.FromMilliseconds(50) };
        var failure = Assert.ThrowsAsync<ControlPlaneException>(() => KubernetesControlPlane.StartAsync(installation, options, patience.Token));
        Assert.That(failure!.Message, Does.StartWith("The control plane was not ready within 00:00:00.0500000."));
        Assert.That(RunningProcesses.Naming(mark), Is.Empty);
    }

    [Test]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        var installation = RealControlPlane.InstallationOrIgnore();
        const string mark = "--event-ttl=1h0m17s";
        using var cancellation = new CancellationTokenSource();
        var starting = KubernetesControlPlane.StartAsync(installation, new ControlPlaneOptions { ApiServerFlags = [mark] }, cancellation.Token);
        await Waiting.UntilAsync(() => RunningProcesses.Naming(mark).Length > 0, patience.Token);
        await cancellation.CancelAsync();
        Assert.That(async () => await starting, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(RunningProcesses.Naming(mark), Is.Empty);
    }

    [Test]
    public async Task No_process_and_no_folder_outlives_a_parent_that_is_killed()
    {
        RealControlPlane.InstallationOrIgnore();
        var scratch = Directory.CreateTempSubdirectory("killed-parent-");
        try
        {
            var kubeconfig = Path.Combine(scratch.FullName, "kubeconfig");
            using var parent = Process.Start(new ProcessStartInfo("dotnet", [typeof(KubernetesControlPlane).Assembly.Location, kubeconfig])
            {
                RedirectStandardOutput = true,
                Environment = { ["TMPDIR"] = scratch.FullName },
            })!;
            await Waiting.UntilAsync(() => File.Exists(kubeconfig) || parent.HasExited, patience.Token);
            Assert.That(parent.HasExited, Is.False);
            var folder = Directory.GetDirectories(scratch.FullName, "control-plane-*").Single();
            Assert.That(RunningProcesses.Naming(folder), Has.Length.GreaterThan(4));

            parent.Kill(entireProcessTree: false);
            await RunningProcesses.UntilNoneNamesAsync(folder, patience.Token);
            Assert.That(Directory.Exists(folder), Is.False);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_keeper_that_is_killed_takes_its_component_with_it()
    {
        var installation = RealControlPlane.InstallationOrIgnore();
        await using var controlPlane = await KubernetesControlPlane.StartAsync(installation, cancellationToken: patience.Token);
        const string keeper = "keep-kube-scheduler";
        RunningProcesses.Kill(line => line.Contains(keeper, StringComparison.Ordinal) && line.Contains(controlPlane.Folder, StringComparison.Ordinal));
        await RunningProcesses.UntilNoneNamesAsync($"{controlPlane.Folder}/scheduler.kubeconfig", patience.Token);
    }

    private async Task<HttpStatusCode?> RefusalAsync(string kubeconfig)
    {
        using var client = Client(kubeconfig);
        try
        {
            await client.CoreV1.ListNamespaceAsync(cancellationToken: patience.Token);
            return null;
        }
        catch (HttpOperationException refusal)
        {
            return refusal.Response.StatusCode;
        }
    }

    private static k8s.Kubernetes Client(string kubeconfig)
    {
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(kubeconfig));
        return new k8s.Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(text));
    }
}
