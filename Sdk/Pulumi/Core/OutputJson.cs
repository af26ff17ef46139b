using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi.Serialization;

namespace Pulumi;

public static partial class Output
{
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<string>(SerializeAsync());

        async Task<OutputData<string>> SerializeAsync()
        {
            var all = new OutputGatherer();
            var root = await all.AddAsync(value);
            var nested = new NestedOutputConverter();
            var withNested = new JsonSerializerOptions(options ?? JsonSerializerOptions.Default);
            withNested.Converters.Add(nested);

            // A converter cannot await, so what it meets unresolved is awaited here, and the value is written again.
            string json;
            do
            {
                json = JsonSerializer.Serialize(root, withNested);
            }
            while (await nested.ResolveAsync(all));

            return all.Yield(json);
        }
    }

    private sealed class NestedOutputConverter : JsonConverterFactory
    {
        private readonly Dictionary<object, object?> resolved = [];
        private readonly HashSet<object> pending = [];

        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(IInput)) || typeToConvert.IsAssignableTo(typeof(IOutput));

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Writer<>).MakeGenericType(typeToConvert), this)!;

        public async Task<bool> ResolveAsync(OutputGatherer all)
        {
            foreach (var waiting in pending)
            {
                resolved[waiting] = await all.AddAsync(ToObjectOutput(waiting));
            }

            var any = pending.Count > 0;
            pending.Clear();
            return any;
        }

        private sealed class Writer<T>(NestedOutputConverter nested) : JsonConverter<T>
        {
            public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                throw new NotSupportedException($"The bundled SDK does not read {typeToConvert.Name} from JSON.");

            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            {
                if (nested.resolved.TryGetValue(value!, out var found))
                {
                    JsonSerializer.Serialize(writer, found, options);
                }
                else
                {
                    nested.pending.Add(value!);
                    writer.WriteNullValue();
                }
            }
        }
    }
}
