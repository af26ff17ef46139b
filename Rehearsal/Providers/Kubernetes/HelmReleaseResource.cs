using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator.Helm;

namespace CniMigration.Rehearsal.Providers.Kubernetes;

/// <summary><c>kubernetes:helm.sh/v3:Release</c> by the embedded Helm.</summary>
internal sealed class HelmReleaseResource(HelmReleases helm)
{
    private static readonly ImmutableHashSet<string> Known =
        ["name", "namespace", "chart", "version", "values", "repositoryOpts", "skipAwait", "atomic", "compat", "timeout", "maxHistory"];

    public static JsonObject Check(ResourceStep step)
    {
        if (step.Inputs.Select(input => input.Key).Except(Known).Order().FirstOrDefault() is { } unknown)
        {
            throw new EngineException($"{step.Key}: the rehearsal does not model the input {unknown}.");
        }

        if (step.Inputs["skipAwait"]?.GetValue<bool>() != true || step.Inputs["atomic"]?.GetValue<bool>() == true)
        {
            throw new EngineException($"{step.Key}: the rehearsal models releases with skipAwait and without atomic only, as nothing else waits well here.");
        }

        // Pulumi loads the chart on every run in which nothing is unknown (pulumi/pulumi-kubernetes, provider/pkg/provider/helm_release.go, Check).
        if (step.Unknown.IsEmpty)
        {
            try
            {
                HelmReleases.Load(Text(step, "chart"), Text(step, "version"));
            }
            catch (HelmException missing)
            {
                throw new EngineException($"{step.Key}: chart: {missing.Message.TrimEnd('.')}; check the chart name and repository configuration.");
            }
        }

        return step.Inputs;
    }

    public async Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (name, space) = Place(step);
        if (await helm.FindAsync(name, space, cancellationToken) is not null)
        {
            throw new HelmException("cannot re-use a name that is still in use");
        }

        var release = await helm.InstallAsync(name, Text(step, "chart"), Text(step, "version"), space, ValuesOf(step), cancellationToken);
        return new ResourceResult($"{space}/{name}", Outputs(step, release));
    }

    public async Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var (name, space) = Place(step);
        return Outputs(step, await helm.UpgradeAsync(name, Text(step, "chart"), Text(step, "version"), space, ValuesOf(step), cancellationToken));
    }

    public async Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var parts = step.Id.Split('/', 2);
        if (await helm.FindAsync(parts[1], parts[0], cancellationToken) is not { } release)
        {
            return null;
        }

        var inputs = Values.Overlay(step.OldInputs ?? [], new JsonObject { ["version"] = release.ChartVersion });
        return new ResourceResult(step.Id, Outputs(step with { Inputs = inputs }, release), inputs);
    }

    public Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var parts = step.Id.Split('/', 2);
        return helm.UninstallAsync(parts[1], parts[0], cancellationToken);
    }

    private static (string Name, string Namespace) Place(ResourceStep step) =>
        (step.Inputs["name"]?.GetValue<string>() ?? AutoNames.Of(step.Key.Name, step.Urn), step.Inputs["namespace"]?.GetValue<string>() ?? "default");

    private static JsonObject ValuesOf(ResourceStep step) => Values.Copy(step.Inputs["values"] as JsonObject ?? []);

    private static string Text(ResourceStep step, string name) =>
        step.Inputs[name]?.GetValue<string>() ?? throw new EngineException($"{step.Key}: the input {name} is missing.");

    private static JsonObject Outputs(ResourceStep step, HelmRelease release) => Values.Overlay(step.Inputs, new JsonObject
    {
        ["name"] = release.Name,
        ["namespace"] = release.Namespace,
        ["status"] = new JsonObject
        {
            ["name"] = release.Name,
            ["namespace"] = release.Namespace,
            ["status"] = release.Status,
            ["revision"] = (double)release.Revision,
            ["version"] = release.ChartVersion,
            ["chart"] = release.Chart,
        },
    });
}
