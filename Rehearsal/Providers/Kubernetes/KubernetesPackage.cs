using CniMigration.Kubernetes.Objects;
using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;

namespace CniMigration.Rehearsal.Providers.Kubernetes;

/// <summary>The package <c>kubernetes</c>: objects over the cluster's API, Helm releases by the embedded Helm.</summary>
internal sealed class KubernetesPackage(EmbeddedEks eks) : IProviderPackage, IDisposable
{
    private readonly Lock gate = new();
    private readonly List<ClusterApi> connections = [];

    public Task<ResourceProvider> ConfigureAsync(JsonObject configuration, CancellationToken cancellationToken)
    {
        var kubeconfig = configuration["kubeconfig"]?.GetValue<string>()
            ?? throw new EngineException("A Kubernetes resource has no provider of its own; the rehearsal has no ambient kubeconfig.");
        if (configuration["enableServerSideApply"]?.ToString() is "false")
        {
            throw new EngineException("The rehearsal models the Kubernetes provider with server-side apply only.");
        }

        var api = ClusterApi.Connect(AwsTokens.Answer(kubeconfig, eks.Cloud), eks.Clock);
        lock (gate)
        {
            connections.Add(api);
        }

        return Task.FromResult<ResourceProvider>(new KubernetesProvider(new KubernetesObjects(api, eks.Clock), new HelmReleaseResource(eks.Helm)));
    }

    public string? RefuseChange(JsonObject before, JsonObject after)
    {
        if (!Values.Same(before["clusterIdentifier"], after["clusterIdentifier"]))
        {
            return "its clusterIdentifier changes, which would replace it and everything of it.";
        }

        return after["clusterIdentifier"] is null && ServerOf(before) != ServerOf(after)
            ? "its cluster changes, which would replace it and everything of it: set clusterIdentifier."
            : null;
    }

    public void Dispose()
    {
        lock (gate)
        {
            connections.ForEach(api => api.Dispose());
            connections.Clear();
        }
    }

    private static string? ServerOf(JsonObject configuration) =>
        (YamlDocuments.ParseOne(configuration["kubeconfig"]?.GetValue<string>() ?? "") as JsonObject)?["clusters"]?.ToJsonString();
}
