namespace CniMigration.Tests.Sdk.Mocks;

internal sealed class OrderTests
{
    [Test]
    public async Task A_resource_waits_for_what_it_depends_on()
    {
        var mocks = await RunWithSlowAsync("first", () =>
        {
            var first = new Leaf("first");
            _ = new Leaf("second", options: new() { DependsOn = first });
        });

        AssertOneByOne(mocks, "first", "second");
    }

    [Test]
    public async Task A_resource_waits_for_what_its_inputs_come_from()
    {
        var mocks = await RunWithSlowAsync("first", () =>
        {
            var first = new Leaf("first", new() { Text = "hello" });
            _ = new Leaf("second", new() { Text = first.Text });
        });

        AssertOneByOne(mocks, "first", "second");
        Assert.That(mocks.InputsOf("second")["text"], Is.EqualTo("hello"));
    }

    [Test]
    public async Task A_resource_waits_for_its_parent()
    {
        var mocks = await RunWithSlowAsync("parent", () =>
        {
            var parent = new LocalGroup("parent");
            _ = new Leaf("child", options: new() { Parent = parent });
        });

        AssertOneByOne(mocks, "parent", "child");
    }

    [Test]
    public async Task To_depend_on_a_component_is_to_depend_on_the_custom_resources_below_it()
    {
        var mocks = await RunWithSlowAsync("leaf", () =>
        {
            var outer = new LocalGroup("outer");
            var inner = new LocalGroup("inner", new() { Parent = outer });
            _ = new Leaf("leaf", options: new() { Parent = inner });
            _ = new Leaf("dependent", options: new() { DependsOn = outer });
        });

        AssertOneByOne(mocks, "outer", "inner", "leaf", "dependent");
    }

    [Test]
    public async Task A_remote_component_is_waited_for_itself()
    {
        var mocks = await RunWithSlowAsync("remote", () =>
        {
            var remote = new RemoteGroup("remote");
            _ = new Leaf("dependent", options: new() { DependsOn = remote });
        });

        AssertOneByOne(mocks, "remote", "dependent");
    }

    [Test]
    public async Task A_local_component_without_custom_resources_is_nothing_to_wait_for()
    {
        var dependentCame = new TaskCompletionSource();
        var mocks = new RecordingMocks
        {
            Answer = async args =>
            {
                if (args.Name == "empty")
                {
                    await dependentCame.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
                }
                else
                {
                    dependentCame.SetResult();
                }

                return args.Inputs;
            },
        };
        await Programs.RunAsync(mocks, () =>
        {
            var empty = new LocalGroup("empty");
            _ = new Leaf("dependent", options: new() { DependsOn = empty });
        });

        Assert.That(mocks.Names, Is.EquivalentTo(new[] { "empty", "dependent" }));
    }

    [Test]
    public async Task The_stack_never_reaches_the_mocks_and_is_none_of_the_resources()
    {
        var mocks = new RecordingMocks();
        var resources = await Programs.RunAsync(mocks, () => { _ = new Leaf("only"); });

        Assert.That(mocks.Names, Is.EqualTo(new[] { "only" }));
        Assert.That(resources.Select(resource => resource.GetResourceName()), Is.EqualTo(new[] { "only" }));
    }

    /// <summary>Holds one resource's answer back until the whole program is written, so that all that does not wait has come before it.</summary>
    private static async Task<RecordingMocks> RunWithSlowAsync(string name, Action program)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mocks = new RecordingMocks
        {
            Answer = async args =>
            {
                await (args.Name == name ? written.Task : Task.CompletedTask);
                return args.Inputs;
            },
        };
        await Programs.RunAsync(mocks, () =>
        {
            program();
            written.SetResult();
        });
        return mocks;
    }

    private static void AssertOneByOne(RecordingMocks mocks, params string[] names) =>
        Assert.That(mocks.Journal, Is.EqualTo(names.SelectMany(name => new[] { $"{name} asked", $"{name} answered" })));
}
