using Pulumi;

namespace CniMigration.Tests.Sdk.Mocks;

internal sealed class TransformationTests
{
    [Test]
    public async Task A_child_runs_its_own_transformations_and_then_its_ancestors()
    {
        var seen = new List<string>();
        await Programs.RunAsync(new RecordingMocks(), () =>
        {
            var outer = new LocalGroup("outer", new() { ResourceTransformations = { Note("outer") } });
            var inner = new LocalGroup("inner", new() { Parent = outer, ResourceTransformations = { Note("inner") } });
            _ = new Leaf("leaf", options: new() { Parent = inner, ResourceTransformations = { Note("leaf") } });
        });

        Assert.That(seen, Is.EqualTo(new[] { "outer:outer", "inner:inner", "outer:inner", "leaf:leaf", "inner:leaf", "outer:leaf" }));

        ResourceTransformation Note(string by) =>
            args =>
            {
                seen.Add($"{by}:{args.Resource.GetResourceName()}");
                return null;
            };
    }

    [Test]
    public async Task A_transformation_sees_and_changes_arguments_and_options()
    {
        var mocks = new RecordingMocks();
        bool? protect = null;
        await Programs.RunAsync(mocks, () =>
        {
            var group = new LocalGroup("group", new()
            {
                ResourceTransformations =
                {
                    args =>
                    {
                        protect = args.Options.Protect ?? protect;
                        var options = CustomResourceOptions.Merge(args.Options as CustomResourceOptions, new() { ImportId = "i-1" });
                        return args.Args is LeafArgs ? new ResourceTransformationResult(new LeafArgs { Text = "changed" }, options) : null;
                    },
                },
            });
            _ = new Leaf("leaf", new() { Text = "original" }, new() { Parent = group, Protect = true });
        });

        Assert.That(mocks.InputsOf("leaf")["text"], Is.EqualTo("changed"));
        Assert.That(mocks["leaf"].Id, Is.EqualTo("i-1"));
        Assert.That(protect, Is.True);
    }

    [Test]
    public void A_transformation_cannot_change_the_parent()
    {
        var error = Assert.ThrowsAsync<RunException>(() => Programs.RunAsync(new RecordingMocks(), () =>
        {
            var group = new LocalGroup("group");
            _ = new Leaf("leaf", options: new()
            {
                ResourceTransformations = { args => new(args.Args, new CustomResourceOptions { Parent = group }) },
            });
        }));

        Assert.That(error.Message, Does.Contain("transformation").IgnoreCase.And.Contain("parent"));
    }
}
