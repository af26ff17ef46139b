using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using Objects = CniMigration.Simulator.Manifests.ManifestFiles;

namespace CniMigration.Simulator.Helm;

/// <summary>The effect of Helm on the cluster. It knows the Cilium chart, and refuses values whose effect it does not model.</summary>
public sealed class HelmReleases
{
    private const int HistoryLength = 10;

    private readonly Func<IApiClient> client;
    private readonly Func<string, string, ResourceType?> findType;
    private readonly TimeProvider clock;

    internal HelmReleases(Func<IApiClient> client, Func<string, string, ResourceType?> findType, TimeProvider clock) =>
        (this.client, this.findType, this.clock) = (client, findType, clock);

    /// <summary>A release; null where there is none of that name.</summary>
    public async Task<HelmRelease?> FindAsync(string release, string @namespace, CancellationToken cancellationToken = default) =>
        (await ReadAsync(release, @namespace, cancellationToken)) is [.., var last] ? last.Release : null;

    /// <summary>Installs a chart. Does not wait for its pods.</summary>
    public async Task<HelmRelease> InstallAsync(string release, string chart, string version, string @namespace, JsonObject values,
        CancellationToken cancellationToken = default)
    {
        var history = await ReadAsync(release, @namespace, cancellationToken);
        if (history.Count > 0)
        {
            throw new HelmException("INSTALLATION FAILED: cannot re-use a name that is still in use");
        }

        var objects = Render(release, chart, version, @namespace, values);
        await RefuseCiliumPoliciesAsync(objects[0], cancellationToken);
        foreach (var rendered in objects)
        {
            await RefuseForeignAsync(rendered, release, @namespace, cancellationToken);
        }

        var record = new ReleaseRecord(new HelmRelease(release, @namespace, 1, "deployed", "cilium", version), values, objects);
        await ApplyAsync([], objects, cancellationToken);
        await client().CreateAsync(ResourceTypes.Secrets, @namespace, record.ToSecret(clock.GetUtcNow()), cancellationToken);
        return record.Release;
    }

    /// <summary>Upgrades a release to these values, and no others. Does not wait for its pods.</summary>
    public async Task<HelmRelease> UpgradeAsync(string release, string chart, string version, string @namespace, JsonObject values,
        CancellationToken cancellationToken = default)
    {
        var history = await ReadAsync(release, @namespace, cancellationToken);
        var last = history is [.., var latest] ? latest : throw NotDeployed(release);
        if (last.Release.Status.StartsWith("pending-", StringComparison.Ordinal))
        {
            throw new HelmException("UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress");
        }

        var objects = Render(release, chart, version, @namespace, values);
        await RefuseCiliumPoliciesAsync(objects[0], cancellationToken);
        var record = new ReleaseRecord(new HelmRelease(release, @namespace, last.Release.Revision + 1, "deployed", "cilium", version), values, objects);
        await ApplyAsync(last.Objects, objects, cancellationToken);
        await SupersedeAsync(last, cancellationToken);
        await client().CreateAsync(ResourceTypes.Secrets, @namespace, record.ToSecret(clock.GetUtcNow()), cancellationToken);
        foreach (var old in history.SkipLast(HistoryLength - 1))
        {
            await DeleteSecretAsync(old.Release, cancellationToken);
        }

        return record.Release;
    }

    /// <summary>Uninstalls a release; what its pods left on the nodes stays there.</summary>
    public async Task UninstallAsync(string release, string @namespace, CancellationToken cancellationToken = default)
    {
        var history = await ReadAsync(release, @namespace, cancellationToken);
        var last = history is [.., var latest] ? latest : throw new HelmException($"uninstall: Release not loaded: {release}: release: not found");
        await DeleteAsync(last.Objects, cancellationToken);
        foreach (var revision in history)
        {
            await DeleteSecretAsync(revision.Release, cancellationToken);
        }
    }

    /// <summary>Loads a chart, which fails where there is none.</summary>
    /// <exception cref="HelmException">It is not known.</exception>
    public static void Load(string chart, string version)
    {
        var name = chart.TrimEnd('/').Split('/')[^1];
        if (name != "cilium" && !name.StartsWith("cilium-1", StringComparison.Ordinal))
        {
            throw new HelmException($"The embedded EKS knows the chart 'cilium' only, not '{chart}'.");
        }

        CiliumChart.Load(version);
    }

    private static IReadOnlyList<JsonObject> Render(string release, string chart, string version, string @namespace, JsonObject values)
    {
        Load(chart, version);
        return @namespace == "kube-system"
            ? CiliumChart.Render(release, version, @namespace, values)
            : throw new HelmException($"The embedded EKS knows Cilium in the namespace kube-system only, not in '{@namespace}'.");
    }

    // NetworkPolicies are enforced here, Cilium's own kinds are not: better to say so than to let them pass.
    private async Task RefuseCiliumPoliciesAsync(JsonObject config, CancellationToken cancellationToken)
    {
        if ((string?)config["data"]!["enable-policy"] == "never")
        {
            return;
        }

        foreach (var kind in (string[])["ciliumnetworkpolicies", "ciliumclusterwidenetworkpolicies"])
        {
            if (findType("cilium.io", kind) is { } type && (await client().ListAsync(type, null, cancellationToken)).Items is [var first, ..])
            {
                throw new HelmException($"The embedded EKS does not model the effect of {kind}, such as \"{first.Name}\"; it enforces NetworkPolicies only.");
            }
        }
    }

    private async Task<IReadOnlyList<ReleaseRecord>> ReadAsync(string release, string @namespace, CancellationToken cancellationToken)
    {
        var secrets = await client().ListAsync(ResourceTypes.Secrets, @namespace, cancellationToken);
        return [.. secrets.Items
            .Where(secret => secret.Labels.GetValueOrDefault("owner") == "helm" && secret.Labels.GetValueOrDefault("name") == release)
            .Select(secret => ReleaseRecord.FromSecret(secret.ToJson()))
            .OrderBy(record => record.Release.Revision)];
    }

    private async Task RefuseForeignAsync(JsonObject rendered, string release, string @namespace, CancellationToken cancellationToken)
    {
        var (type, name) = (Objects.TypeOf(rendered), Objects.NameOf(rendered));
        var present = (await client().GetAsync(type, Objects.NamespaceOf(rendered), name, cancellationToken))?.ToJson();
        var annotations = present?["metadata"]?["annotations"];
        if (present is not null && ((string?)annotations?["meta.helm.sh/release-name"] != release
            || (string?)annotations["meta.helm.sh/release-namespace"] != @namespace))
        {
            throw new HelmException($"INSTALLATION FAILED: Unable to continue with install: {type.Kind} \"{name}\" in namespace "
                + $"\"{Objects.NamespaceOf(rendered)}\" exists and cannot be imported into the current release: invalid ownership metadata");
        }
    }

    private async Task ApplyAsync(IReadOnlyList<JsonObject> old, IReadOnlyList<JsonObject> next, CancellationToken cancellationToken)
    {
        foreach (var rendered in next)
        {
            var (type, @namespace, name) = (Objects.TypeOf(rendered), Objects.NamespaceOf(rendered), Objects.NameOf(rendered));
            if (await client().GetAsync(type, @namespace, name, cancellationToken) is not { } live)
            {
                await client().CreateAsync(type, @namespace, (JsonObject)rendered.DeepClone(), cancellationToken);
                continue;
            }

            var before = old.FirstOrDefault(candidate => IsSame(candidate, rendered)) ?? [];
            var patch = ThreeWayMerge.Patch(before, rendered, live.ToJson());
            if (patch.Count > 0)
            {
                await client().PatchAsync(type, @namespace, name, patch, cancellationToken);
            }
        }

        await DeleteAsync(old.Where(candidate => !next.Any(rendered => IsSame(candidate, rendered))), cancellationToken);
    }

    private async Task DeleteAsync(IEnumerable<JsonObject> objects, CancellationToken cancellationToken)
    {
        foreach (var rendered in objects)
        {
            try
            {
                var background = new DeleteOptions(PropagationPolicy: "Background");
                await client().DeleteAsync(Objects.TypeOf(rendered), Objects.NamespaceOf(rendered), Objects.NameOf(rendered), background, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // Helm does not mind either.
            }
        }
    }

    // As Helm does, by replacing its own record.
    private async Task SupersedeAsync(ReleaseRecord record, CancellationToken cancellationToken)
    {
        var name = ReleaseRecord.SecretName(record.Release.Name, record.Release.Revision);
        var secret = await client().GetAsync(ResourceTypes.Secrets, record.Release.Namespace, name, cancellationToken)
            ?? throw new HelmException($"UPGRADE FAILED: update: failed to update: secrets \"{name}\" not found");
        var body = secret.ToJson();
        body["metadata"]!["labels"]!["status"] = "superseded";
        await client().UpdateAsync(ResourceTypes.Secrets, record.Release.Namespace, name, body, cancellationToken);
    }

    private Task DeleteSecretAsync(HelmRelease release, CancellationToken cancellationToken) => client().DeleteAsync(
        ResourceTypes.Secrets, release.Namespace, ReleaseRecord.SecretName(release.Name, release.Revision), new DeleteOptions(), cancellationToken);

    private static bool IsSame(JsonObject one, JsonObject other) =>
        (string?)one["kind"] == (string?)other["kind"] && Objects.NameOf(one) == Objects.NameOf(other);

    private static HelmException NotDeployed(string release) => new($"UPGRADE FAILED: \"{release}\" has no deployed releases");
}
