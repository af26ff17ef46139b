using System.Collections.Concurrent;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Helm;
using CniMigration.Simulator.Manifests;

namespace CniMigration.Simulator.AddOns;

/// <summary>
/// The add-ons that EKS manages. At first it manages none: what they are of is deployed and left alone. It knows those of the CNI that the cluster
/// comes with and of kube-proxy, and of their configuration values the affinity (aws/containers-roadmap#2340; that kube-proxy's takes one is assumed).
/// </summary>
internal sealed class ManagedAddOns(IApiClient client, BackgroundWork work, TimeProvider clock, string cluster, IReadOnlyList<AddOnManifest> known)
{
    private readonly ConcurrentDictionary<string, EksAddon> managed = new(StringComparer.Ordinal);

    public EksAddon? Find(string name) => managed.GetValueOrDefault(name);

    public async Task<EksAddon> CreateAsync(string name, string version, string? configurationValues, CancellationToken cancellationToken)
    {
        var manifest = known.FirstOrDefault(one => one.Name == name)
            ?? throw EksException.NotModelled($"the managed add-on {name}; it knows {string.Join(" and ", known.Select(one => one.Name))}");
        var values = configurationValues is null ? [] : (JsonObject)JsonNode.Parse(configurationValues)!;
        if (values.Any(value => value.Key != "affinity"))
        {
            throw EksException.NotModelled("configurationValues of add-ons besides affinity");
        }

        var addOn = new EksAddon(name, version, "ACTIVE", configurationValues);
        if (!managed.TryAdd(name, addOn))
        {
            throw EksException.InUse($"Addon already exists: {name} on {cluster}.");
        }

        var affinity = values["affinity"];
        await ReassertAsync(manifest, affinity, version, cancellationToken);
        await SignAsync(manifest, version, cancellationToken);
        _ = work.Start($"add-on {name}", async token =>
        {
            while (managed.TryGetValue(name, out var present) && ReferenceEquals(present, addOn))
            {
                await Task.Delay(TimeSpan.FromSeconds(10), clock, token);
                if (managed.ContainsKey(name))
                {
                    await ReassertAsync(manifest, affinity, version, token);
                }
            }
        });
        return addOn;
    }

    public async Task DeleteAsync(string name, bool preserve, CancellationToken cancellationToken)
    {
        if (!managed.TryRemove(name, out _))
        {
            throw EksException.NotFound($"addon: {name} in cluster: {cluster}");
        }

        foreach (var manifest in preserve ? [] : ManifestFiles.Read(known.Single(one => one.Name == name).Manifest))
        {
            await client.DeleteAsync(ManifestFiles.TypeOf(manifest), ManifestFiles.NamespaceOf(manifest), ManifestFiles.NameOf(manifest),
                new DeleteOptions(PropagationPolicy: "Background"), cancellationToken);
        }
    }

    // What EKS manages it puts back, lists such as the affinity's terms included.
    private async Task ReassertAsync(AddOnManifest addOn, JsonNode? affinity, string version, CancellationToken cancellationToken)
    {
        var manifests = ManifestFiles.Read(addOn.Manifest);
        await ManifestFiles.CreateAsync(client, manifests, cancellationToken);
        foreach (var manifest in manifests.Where(manifest => (string?)manifest["kind"] == "DaemonSet"))
        {
            var (type, @namespace, name) = (ManifestFiles.TypeOf(manifest), ManifestFiles.NamespaceOf(manifest), ManifestFiles.NameOf(manifest));
            if (await client.GetAsync(type, @namespace, name, cancellationToken) is not { } live)
            {
                continue;
            }

            if (affinity is not null)
            {
                manifest["spec"]!["template"]!["spec"]!["affinity"] = affinity.DeepClone();
            }

            var present = live.ToJson();
            var patch = ThreeWayMerge.Patch(Managed(present), WithVersion(Managed(manifest), version), present);
            if (patch.Count > 0)
            {
                await client.PatchAsync(type, @namespace, name, patch, cancellationToken);
            }
        }
    }

    // EKS applies its manifests, so its name is on them although they are what was there.
    private async Task SignAsync(AddOnManifest addOn, string version, CancellationToken cancellationToken)
    {
        var manifest = ManifestFiles.Read(addOn.Manifest).Single(manifest => (string?)manifest["kind"] == "DaemonSet");
        var (type, @namespace, name) = (ManifestFiles.TypeOf(manifest), ManifestFiles.NamespaceOf(manifest), ManifestFiles.NameOf(manifest));
        var applied = WithVersion(new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "DaemonSet" }, version);
        applied["metadata"]!["name"] = name;
        await client.PatchAsync(type, @namespace, name, applied, cancellationToken, kind: PatchKind.Apply);
    }

    private static JsonObject Managed(JsonObject set) => new()
    {
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject { ["spec"] = new JsonObject { ["affinity"] = set["spec"]!["template"]!["spec"]!["affinity"]?.DeepClone() } },
        },
    };

    private static JsonObject WithVersion(JsonObject managed, string version)
    {
        // The build is EKS's own and not in the label.
        managed["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app.kubernetes.io/version"] = version.Split("-eksbuild")[0] } };
        return managed;
    }
}
