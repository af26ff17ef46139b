using System.Collections;

namespace Pulumi;

public sealed class InputMap<TValue> :
    Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    public InputMap() : base(Output.Create(ImmutableDictionary<string, TValue>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, TValue>> values) : base(values)
    {
    }

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value) =>
        OutputValue = Output.Tuple(OutputValue, value.ToOutput()).Apply(pair => Added(pair.Item1, key, pair.Item2));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values) =>
        OutputValue = Output.Tuple(OutputValue, values.OutputValue)
            .Apply(pair => pair.Item2.Aggregate(pair.Item1, (map, entry) => Added(map, entry.Key, entry.Value)));

    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second) =>
        new(Output.Tuple(first.OutputValue, second.OutputValue).Apply(pair => pair.Item1.SetItems(pair.Item2)));

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => new(Output.Create(values.ToImmutableDictionary()));

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => new(Output.Create(values));

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        new(values.Apply(ImmutableDictionary.CreateRange));

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        new(values.Apply(ImmutableDictionary.CreateRange));

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new(values);

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var entry in await OutputValue.GetValueAsync(whenUnknown: ImmutableDictionary<string, TValue>.Empty))
        {
            yield return entry;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException($"The items of a {GetType().Name} come later: read them with await foreach.");

    private static ImmutableDictionary<string, TValue> Added(ImmutableDictionary<string, TValue> map, string key, TValue value) =>
        !map.TryGetValue(key, out var present) || EqualityComparer<TValue>.Default.Equals(present, value)
            ? map.SetItem(key, value)
            : throw new ArgumentException($"'{key}' is there already, with another value.");
}
