using Pulumi.Serialization;

namespace Pulumi;

internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();

    Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func);
}

public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> dataTask)
        : this(dataTask, Deployment.Current?.Tasks)
    {
    }

    /// <summary>A failing Apply fails the program, even where nobody reads its output: its task is tracked.</summary>
    internal Output(Task<OutputData<T>> dataTask, TaskTracker? tracker)
    {
        DataTask = dataTask;
        tracker?.Add(dataTask);
    }

    internal Task<OutputData<T>> DataTask { get; }

    public static Output<T> Create(Task<T> value) => Create(value, isSecret: false);

    internal static Output<T> Create(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<T>(AwaitAsync());

        async Task<OutputData<T>> AwaitAsync() => new([], await value, IsKnown: true, isSecret);
    }

    internal static Output<T> CreateUnknown(T value) => new(Task.FromResult(new OutputData<T>([], value, IsKnown: false, IsSecret: false)));

    public Output<ValueTuple> Apply(Func<T, Task> func)
    {
        return Apply(value => Output.Create(RunAsync(value)));

        async Task<ValueTuple> RunAsync(T value)
        {
            await func(value);
            return ValueTuple.Create();
        }
    }

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Apply(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func)
    {
        return new Output<TResult>(ApplyAsync());

        async Task<OutputData<TResult>> ApplyAsync()
        {
            var data = await DataTask;
            if (!data.IsKnown)
            {
                return new OutputData<TResult>(data.Resources, default!, IsKnown: false, data.IsSecret);
            }

            if (func(data.Value) is not { } inner)
            {
                return new OutputData<TResult>(data.Resources, default!, IsKnown: true, data.IsSecret);
            }

            var result = await inner.DataTask;
            return result with { Resources = data.Resources.Union(result.Resources), IsSecret = data.IsSecret || result.IsSecret };
        }
    }

    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) => Apply(value => func(value));

    public override string ToString() =>
        "An output has no text before its value is known: make one from it with Apply, or with Output.Format.";

    internal Output<T> With(Func<OutputData<T>, OutputData<T>> change)
    {
        return new Output<T>(ChangeAsync());

        async Task<OutputData<T>> ChangeAsync() => change(await DataTask);
    }

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await DataTask;
        return data.IsKnown ? data.Value : whenUnknown;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await DataTask;
        return new OutputData<object?>(data.Resources, data.Value, data.IsKnown, data.IsSecret);
    }
}
