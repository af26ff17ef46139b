namespace CniMigration.Kubernetes.Objects;

/// <summary>Collects what is wrong with an object, field by field, in Kubernetes' words.</summary>
internal sealed class FieldErrors
{
    private readonly List<(string Reason, string Field, string Message)> errors = [];

    public bool Any => errors.Count > 0;

    public int Count => errors.Count;

    public void AddRange(FieldErrors other) => errors.AddRange(other.errors);

    public void Required(string field, string detail = "") => errors.Add(("FieldValueRequired", field, "Required value" + Tail(detail)));

    public void Invalid(string field, JsonNode? value, string detail) =>
        errors.Add(("FieldValueInvalid", field, $"Invalid value: {Show(value)}{Tail(detail)}"));

    public void Forbidden(string field, string detail) => errors.Add(("FieldValueForbidden", field, "Forbidden" + Tail(detail)));

    public void Duplicate(string field, string value) => errors.Add(("FieldValueDuplicate", field, $"Duplicate value: \"{value}\""));

    public void NotSupported(string field, string value, params string[] supported) => errors.Add(("FieldValueNotSupported", field,
        $"Unsupported value: \"{value}\": supported values: {string.Join(", ", supported.Select(text => $"\"{text}\""))}"));

    public void MistypedValue(string field, string found, string detail) =>
        errors.Add(("FieldValueTypeInvalid", field, $"Invalid value: \"{found}\": {detail}"));

    public void DuplicateValue(string field, JsonNode? value) => errors.Add(("FieldValueDuplicate", field, "Duplicate value: " + GoText(value)));

    public void TooMany(string field, int actual, long most) =>
        errors.Add(("FieldValueTooMany", field, $"Too many: {actual}: must have at most {most} item{(most == 1 ? "" : "s")}"));

    public void TooLong(string field, long most) => errors.Add(("FieldValueTooLong", field, $"Too long: may not be more than {most} bytes"));

    public void NotFound(string field, string value) => errors.Add(("FieldValueNotFound", field, $"Not found: \"{value}\""));

    public ApiException Refusal(ResourceType type, string name)
    {
        var details = ApiException.Named(type, name);
        details["kind"] = type.Kind;
        details["causes"] = new JsonArray([.. errors.Select(error => (JsonNode)new JsonObject
        {
            ["reason"] = error.Reason,
            ["message"] = error.Message,
            ["field"] = error.Field,
        })]);
        var lines = errors.Select(error => $"{error.Field}: {error.Message}").ToList();
        var text = lines.Count == 1 ? lines[0] : $"[{string.Join(", ", lines)}]";
        return new ApiException(422, "Invalid", $"{type.QualifiedKind} \"{name}\" is invalid: {text}", details);
    }

    // As Go prints what it knows nothing of.
    private static string GoText(JsonNode? value) => value switch
    {
        null => "interface {}(nil)",
        JsonObject json => "map[string]interface {}{" + string.Join(", ", json.Select(field => $"\"{field.Key}\":{GoText(field.Value)}")) + "}",
        JsonArray list => "[]interface {}{" + string.Join(", ", list.Select(GoText)) + "}",
        _ => value.ToJsonString(ApiJson.Options),
    };

    private static string Tail(string detail) => detail.Length == 0 ? "" : ": " + detail;

    private static string Show(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject json when json.All(field => field.Value?.GetValueKind() == JsonValueKind.String) =>
            "map[string]string{" + string.Join(", ", json.Select(field => $"\"{field.Key}\":\"{field.Value}\"")) + "}",
        _ => value.ToJsonString(ApiJson.Options),
    };
}
