using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace CniMigration.Tests.Sdk.Mocks;

internal sealed class InvokeTests
{
    [Test]
    public async Task An_awaited_invoke_answers_with_the_declared_type()
    {
        var mocks = new RecordingMocks
        {
            AnswerCall = _ => new Dictionary<string, object> { ["sides"] = 3, ["name"] = "triangle" },
        };
        Shape? shape = null;
        await Programs.RunAsync(mocks, async () =>
        {
            var args = new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty.Add("kind", "shape").Add("nothing", null));
            shape = await Deployment.Instance.InvokeAsync<Shape>("sample:index:getShape", args);
        });

        Assert.That((shape!.Sides, shape.Name), Is.EqualTo((3, "triangle")));
        Assert.That(mocks.Calls.Single().Token, Is.EqualTo("sample:index:getShape"));
        Assert.That(mocks.Calls.Single().Args, Is.EquivalentTo(new Dictionary<string, object> { ["kind"] = "shape" }));
    }

    [Test]
    public async Task An_invoke_through_a_provider_waits_for_it_and_names_it()
    {
        var mocks = new RecordingMocks();
        await Programs.RunAsync(mocks, async () =>
        {
            var provider = new SampleProvider("reader");
            await Deployment.Instance.InvokeAsync("sample:index:ping", InvokeArgs.Empty, new InvokeOptions { Provider = provider });
        });

        Assert.That(mocks.Calls.Single().Provider, Does.EndWith("sample::reader::reader-id"));
    }

    [Test]
    public async Task An_invoke_on_what_is_unknown_is_not_sent()
    {
        var mocks = new RecordingMocks { Answer = _ => Task.FromResult<object>(new Dictionary<string, object>()) };
        Output<Shape?> shape = null!;
        await Programs.RunAsync(mocks, () =>
        {
            var leaf = new Leaf("leaf");
            var args = new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty.Add("text", leaf.Text));
            shape = Deployment.Instance.Invoke<Shape?>("sample:index:getShape", args);
        }, Programs.Preview);

        Assert.That(await OutputUtilities.GetIsKnownAsync(shape), Is.False);
        Assert.That(mocks.Calls, Is.Empty);
    }

    [Test]
    public void A_failing_invoke_fails_the_program()
    {
        var mocks = new RecordingMocks { AnswerCall = _ => throw new InvalidOperationException("no such cluster") };

        var error = Assert.ThrowsAsync<RunException>(
            () => Programs.RunAsync(mocks, () => Deployment.Instance.InvokeAsync("sample:index:ping", InvokeArgs.Empty)));

        Assert.That(error.Message, Does.Contain("no such cluster"));
    }

    [Test]
    public void A_program_can_catch_a_failing_invoke()
    {
        var mocks = new RecordingMocks { AnswerCall = _ => throw new InvalidOperationException("no such cluster") };

        Assert.DoesNotThrowAsync(() => Programs.RunAsync(mocks, async () =>
        {
            try
            {
                await Deployment.Instance.InvokeAsync("sample:index:ping", InvokeArgs.Empty);
            }
            catch (InvalidOperationException)
            {
                _ = new Leaf("instead");
            }
        }));
        Assert.That(mocks.Names, Is.EqualTo(new[] { "instead" }));
    }
}
