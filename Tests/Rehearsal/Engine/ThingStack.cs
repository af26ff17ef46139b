using System.Collections.Concurrent;
using CniMigration.Rehearsal.Engine;

namespace CniMigration.Tests.Rehearsal.Engine;

/// <summary>An engine over the tests' own provider.</summary>
internal sealed class ThingStack : IEngineEvents
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> finished = [];

    public ThingStack(int? parallel = null) => Engine = new StackEngine(
        "test", "dev", new Dictionary<string, IProviderPackage> { ["test"] = Provider }, TimeProvider.System, TimeProvider.System)
    {
        Parallel = parallel ?? StackEngine.DefaultParallel,
    };

    public ThingProvider Provider { get; } = new();

    public StackEngine Engine { get; }

    public int Seed { get; set; } = 1;

    public Task<RunReport> PreviewAsync(Action<Root> program) => Engine.PreviewAsync(Program(program), CancellationToken.None);

    public Task<RunReport> UpAsync(Action<Root> program, CancellationToken cancellationToken = default) =>
        Engine.UpAsync(Program(program), Seed, this, cancellationToken);

    public Task<RunReport> UpAsync(Func<Root, Task<IDictionary<string, object?>>> program) =>
        Engine.UpAsync(options => program(new Root(options)), Seed, this, CancellationToken.None);

    public async Task<RunReport> SucceedAsync(Action<Root> program)
    {
        Provider.Log.Clear();
        var report = await UpAsync(program);
        Assert.That(report.Failure, Is.Null);
        return report;
    }

    /// <summary>The provider's operations, in the order in which they began.</summary>
    public string[] Began => [.. Provider.Log.Where(entry => !entry.EndsWith(": done", StringComparison.Ordinal))];

    public ResourceState? Find(string name) => Engine.State.Resources.Find(resource => resource.Key.Name == name);

    public ResourceState Find(string name, string type) => Engine.State.Resources.Single(resource => resource.Key == new ResourceKey(type, name));

    /// <summary>Ends when the engine has taken note of a step's end.</summary>
    public Task FinishedAsync(string name) => Finish(name).Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

    public void Started(StepReport step)
    {
    }

    public void Finished(StepReport step) => Finish(step.Key.Name).TrySetResult();

    private TaskCompletionSource Finish(string name) => finished.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static PulumiProgram Program(Action<Root> program) => options =>
    {
        program(new Root(options));
        return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
    };
}
