using CniMigration.Rehearsal.Engine;

namespace CniMigration.Rehearsal.Providers.Kubernetes;

/// <summary>One configured Kubernetes provider.</summary>
internal sealed class KubernetesProvider(KubernetesObjects objects, HelmReleaseResource releases) : ResourceProvider
{
    private const string ReleaseType = "kubernetes:helm.sh/v3:Release";

    public override Task<JsonObject> CheckAsync(ResourceStep step, CancellationToken cancellationToken) =>
        Task.FromResult(IsRelease(step) ? HelmReleaseResource.Check(step) : KubernetesObjects.Check(step));

    public override async Task<ResourceDiff> DiffAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var diff = await base.DiffAsync(step, cancellationToken);
        var before = step.OldInputs ?? [];
        var renamed = IsRelease(step)
            ? !Values.Same(before["name"], step.Inputs["name"]) || !Values.Same(before["namespace"], step.Inputs["namespace"])
            : !Values.Same(before["metadata"]?["name"], step.Inputs["metadata"]?["name"])
                || !Values.Same(before["metadata"]?["namespace"], step.Inputs["metadata"]?["namespace"]);
        return renamed ? diff with { Replace = true } : diff;
    }

    public override Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken) =>
        IsRelease(step) ? releases.CreateAsync(step, cancellationToken) : objects.CreateAsync(step, cancellationToken);

    public override Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken) =>
        IsRelease(step) ? releases.UpdateAsync(step, cancellationToken) : objects.UpdateAsync(step, cancellationToken);

    public override Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken) =>
        IsRelease(step) ? releases.DeleteAsync(step, cancellationToken) : objects.DeleteAsync(step, cancellationToken);

    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken) =>
        IsRelease(step) ? releases.ReadAsync(step, cancellationToken) : objects.ReadAsync(step, cancellationToken);

    private static bool IsRelease(ResourceStep step) => step.Key.Type == ReleaseType;
}
