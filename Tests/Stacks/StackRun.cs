using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using CniMigration.Rehearsal.Engine;
using CniMigration.Stacks;
using CniMigration.Stacks.Live;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace CniMigration.Tests.Stacks;

/// <summary>One run of the whole program under mocks, with the options that the mocks do not show.</summary>
internal sealed class StackRun
{
    private readonly ConcurrentQueue<(Resource Resource, ResourceOptions Options)> seen = new();

    private StackRun(MockWorld world) => World = world;

    public MockWorld World { get; }

    public IDictionary<string, object?> Outputs { get; private set; } = ImmutableDictionary<string, object?>.Empty;

    public IReadOnlyList<(Resource Resource, ResourceOptions Options)> Seen => [.. seen];

    public Registered this[string name] => World.Resources.Single(resource => resource.Name == name);

    /// <summary>The names of all that is not just one of our own components.</summary>
    public IEnumerable<string> Names => World.Resources
        .Where(resource => !resource.Type.StartsWith("cni-migration:", StringComparison.Ordinal)).Select(resource => resource.Name);

    public static Task<StackRun> Of(Stage stage, LiveCluster live, bool preview = false, params (string Key, string Value)[] config) =>
        Of(new MockWorld(live), preview, [("stage", stage.ToName()), .. config]);

    public static async Task<StackRun> Of(MockWorld world, bool preview, params (string Key, string Value)[] config)
    {
        var run = new StackRun(world);
        var values = config.ToDictionary(pair => $"cni-migration:{pair.Key}", pair => pair.Value);
        values["aws:region"] = "us-west-1";
        using var configured = await ProgramConfiguration.SetAsync(JsonSerializer.Serialize(values), CancellationToken.None);
        var options = new TestOptions { ProjectName = "cni-migration", StackName = "dev", IsPreview = preview };
        (_, run.Outputs) = await Deployment.TestAsync(world, options, () =>
        {
            var running = MigrationStack.DeployAsync(new ComponentResourceOptions { ResourceTransformations = { run.See } });
            configured.Dispose();
            return running;
        });
        return run;
    }

    /// <summary>Whether Pulumi refuses to delete it: what says nothing of its own is as its parent is.</summary>
    public bool IsProtected(string name)
    {
        var options = OptionsOf(name);
        while (options is { Protect: null, Parent: { } parent })
        {
            options = Seen.FirstOrDefault(seen => seen.Resource == parent).Options;
        }

        return options?.Protect ?? false;
    }

    public ResourceOptions OptionsOf(string name) => Seen.Single(seen => seen.Resource.GetResourceName() == name).Options;

    /// <summary>The direct dependencies of each resource, its provider among them, as Pulumi sees them: components stand for the resources in them.</summary>
    public async Task<ILookup<string, string>> DependenciesAsync()
    {
        var children = Seen.Where(seen => seen.Options.Parent is not null).ToLookup(seen => seen.Options.Parent!, seen => seen.Resource);
        var edges = new List<(string From, string To)>();
        foreach (var (resource, options) in Seen)
        {
            var direct = await OutputUtilities.GetValueAsync(options.DependsOn.ToOutput());
            edges.AddRange(
                (direct.IsDefault ? [] : direct)
                    .SelectMany(dependency => Expand(dependency, children))
                    .Select(to => (resource.GetResourceName(), to.GetResourceName())));
            if (options is CustomResourceOptions { Provider: { } provider })
            {
                edges.Add((resource.GetResourceName(), provider.GetResourceName()));
            }
        }

        return edges.Distinct().ToLookup(edge => edge.From, edge => edge.To);
    }

    private static IEnumerable<Resource> Expand(Resource resource, ILookup<Resource, Resource> children) =>
        resource is CustomResource || resource.GetResourceType().StartsWith("eks:", StringComparison.Ordinal)
            ? [resource]
            : children[resource].SelectMany(child => Expand(child, children));

    private ResourceTransformationResult? See(ResourceTransformationArgs args)
    {
        seen.Enqueue((args.Resource, args.Options));
        return null;
    }
}
