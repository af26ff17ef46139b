using System.Globalization;
using Pulumi.Serialization;

namespace Pulumi;

public static partial class Output
{
    public static Output<T> Create<T>(T value) => Create(Task.FromResult(value));

    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    public static Output<T> CreateSecret<T>(T value) => CreateSecret(Task.FromResult(value));

    public static Output<T> CreateSecret<T>(Task<T> value) => Output<T>.Create(value, isSecret: true);

    public static Output<T> CreateSecret<T>(Output<T> value) => value.With(data => data with { IsSecret = true });

    public static Output<T> Unsecret<T>(Output<T> output) => output.With(data => data with { IsSecret = false });

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.DataTask).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => All(inputs.Select(input => input.ToOutput()));

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs)
    {
        ImmutableArray<Output<T>> all = [.. outputs];
        return new Output<ImmutableArray<T>>(GatherAsync());

        async Task<OutputData<ImmutableArray<T>>> GatherAsync()
        {
            var gathered = new OutputGatherer();
            var values = ImmutableArray.CreateBuilder<T>(all.Length);
            foreach (var output in all)
            {
                values.Add(await gathered.AddAsync(output));
            }

            return gathered.Yield(values.MoveToImmutable());
        }
    }

    public static Output<string> Format(FormattableString formattableString)
    {
        var arguments = formattableString.GetArguments().Select(ToObjectOutput);
        return All(arguments).Apply(values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    internal static Output<object?> ToObjectOutput(object? value) =>
        value switch
        {
            IInput input => input.ToOutput().UntypedApply(Create),
            IOutput output => output.UntypedApply(Create),
            _ => Create(value),
        };
}
