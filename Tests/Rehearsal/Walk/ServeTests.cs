using CniMigration.Rehearsal.CommandLine;
using CniMigration.Tests.Rehearsal.CommandLine;
using k8s;

namespace CniMigration.Tests.Rehearsal.Walk;

public sealed class ServeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task The_cluster_is_served_to_other_clients_until_it_is_stopped()
    {
        var folder = Directory.CreateTempSubdirectory("rehearsal");
        try
        {
            var file = Path.Combine(folder.FullName, "kubeconfig");
            using var stop = new CancellationTokenSource();
            var serving = Run.OfAsync(["serve", "--kubeconfig", file], stop.Token);
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            await Waiting.UntilAsync(() => File.Exists(file) || serving.IsCompleted, patience.Token);
            using (var client = new k8s.Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(file)))
            {
                var nodes = await client.CoreV1.ListNodeAsync(cancellationToken: patience.Token);
                Assert.That(nodes.Items, Has.Count.EqualTo(3));
            }

            await stop.CancelAsync();
            var run = await serving;
            Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Ok), run.Error);
            Assert.That(run.Out, Does.Contain("kubectl --kubeconfig"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
