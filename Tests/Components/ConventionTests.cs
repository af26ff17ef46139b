using CniMigration.Components;
using CniMigration.Stacks.Composition;
using CniMigration.Tests.Stacks;
using Pulumi;

namespace CniMigration.Tests.Components;

/// <summary>What every component of this program has in common.</summary>
[TestFixture]
internal sealed class ConventionTests
{
    [TestCaseSource(nameof(Components))]
    public void A_component_is_made_from_a_name_its_args_and_options(Type component)
    {
        var parameters = component.GetConstructors().Single().GetParameters();

        Assert.That(parameters.Select(parameter => parameter.Name), Is.EqualTo(new[] { "name", "args", "options" }));
        Assert.That(parameters[1].ParameterType.Name, Is.EqualTo($"{component.Name}Args"));
        Assert.That(typeof(ResourceArgs).IsAssignableFrom(parameters[1].ParameterType));
        Assert.That(parameters[2].ParameterType, Is.EqualTo(typeof(ComponentResourceOptions)));
        Assert.That(parameters[2].HasDefaultValue);
    }

    [Test]
    public async Task Children_carry_their_components_name_and_every_component_its_own_token()
    {
        var run = await StackRun.Of(Stage.EnforcePolicy, LiveClusters.At(Stage.EnforcePolicy));

        foreach (var (resource, options) in run.Seen.Where(seen => seen.Options.Parent is StageComponent))
        {
            Assert.That(resource.GetResourceName(), Does.StartWith($"{options.Parent!.GetResourceName()}-"));
        }

        foreach (var (resource, options) in run.Seen.Where(seen => seen.Resource is StageComponent))
        {
            Assert.That(resource.GetResourceType(), Is.EqualTo($"cni-migration:index:{resource.GetType().Name}"));
            Assert.That(options.Parent, Is.InstanceOf<MigrationRoot>());
        }

        Assert.That(run.Seen.Select(seen => seen.Resource.GetType()), Is.SupersetOf(Components()));
    }

    [Test]
    public async Task Every_resource_but_the_roots_own_lies_under_the_root()
    {
        var run = await StackRun.Of(Stage.EnforcePolicy, LiveClusters.At(Stage.EnforcePolicy));

        Assert.That(run.Seen.Where(seen => seen.Resource is not (MigrationRoot or Stack)).Select(seen => seen.Options.Parent), Has.None.Null);
        Assert.That(run.Names, Is.SubsetOf(run.Seen.Select(seen => seen.Resource.GetResourceName())));
    }

    [Test]
    public async Task Every_component_registers_its_outputs()
    {
        var run = await StackRun.Of(Stage.EnforcePolicy, LiveClusters.At(Stage.EnforcePolicy));

        var components = run.Seen.Where(seen => seen.Resource is StageComponent or MigrationRoot).Select(seen => seen.Resource.GetResourceName());
        Assert.That(components.Except(run.World.Completed), Is.Empty);
    }

    private static IEnumerable<Type> Components() =>
        typeof(StageComponent).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(StageComponent).IsAssignableFrom(type));
}
