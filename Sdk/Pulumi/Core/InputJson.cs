using System.Text.Json;

namespace Pulumi;

public sealed class InputJson : Input<JsonElement>
{
    public InputJson() : base(Output.Create(default(JsonElement)))
    {
    }

    private InputJson(Output<JsonElement> value) : base(value)
    {
    }

    public static implicit operator InputJson(string json) => Parse(json);

    public static implicit operator InputJson(JsonDocument document) => document.RootElement;

    public static implicit operator InputJson(JsonElement element) => new(Output.Create(element));

    public static implicit operator InputJson(Output<string> json) => new(json.Apply(Parse));

    public static implicit operator InputJson(Output<JsonDocument> document) => new(document.Apply(d => d.RootElement));

    public static implicit operator InputJson(Output<JsonElement> element) => new(element);

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
