namespace CniMigration.Kubernetes.Kinds.Parts;

/// <summary>What cells show.</summary>
internal static class Cells
{
    public const string None = "<none>";

    public static TableColumn Name { get; } = new("Name", row => row.Name);

    public static TableColumn Age { get; } = new("Age", row => Since(row.Json.At("metadata", "creationTimestamp"), row.Now));

    /// <summary>What a table shows of kinds that have nothing else to show.</summary>
    public static TableColumn[] NameAndAge { get; } = [Name, Age];

    public static TableColumn Created { get; } = Text("Created At", "metadata.creationTimestamp");

    // A path is written with dots, such as spec.nodeName.
    public static TableColumn Text(string title, string path, string absent = "", int priority = 0) =>
        At(title, path, json => json.Text() is { Length: > 0 } text ? text : absent) with { Priority = priority };

    public static TableColumn Number(string title, string path) => At(title, path, json => json.Number()) with { Type = "integer" };

    /// <summary>How many elements a list has.</summary>
    public static TableColumn Count(string title, string path) => At(title, path, json => json.Each().Count()) with { Type = "integer" };

    public static TableColumn Flag(string title, string path) => At(title, path, json => json.IsTrue() ? "true" : "false");

    /// <summary>A map of labels as <c>a=b,c=d</c>.</summary>
    public static TableColumn Labels(string title, string path, int priority = 0) =>
        At(title, path, json => OrNone(string.Join(',', json.Fields().Select(label => $"{label.Name}={label.Value.Text()}")))) with { Priority = priority };

    /// <summary>The containers' names, and their images, of a pod's spec.</summary>
    public static TableColumn[] Containers(string path) => [Containers("Containers", path, "name"), Containers("Images", path, "image")];

    public static bool HasCondition(this JsonElement json, string type) =>
        json.At("status", "conditions").Each().Any(condition => condition.At("type").Text() == type && condition.At("status").Text() == "True");

    public static string Since(JsonElement timestamp, DateTimeOffset now) =>
        DateTimeOffset.TryParse(timestamp.Text(), CultureInfo.InvariantCulture, out var time) ? HumanDuration.Of(now - time) : "<unknown>";

    public static string OrNone(string text) => text.Length == 0 ? None : text;

    /// <summary>The addresses at which traffic is brought in to a Service or an Ingress.</summary>
    public static string LoadBalancer(JsonElement json) =>
        string.Join(',', json.At("status", "loadBalancer", "ingress").Each().Select(each => each.At("ip").Text() + each.At("hostname").Text()));

    public static string Selector(JsonElement selector)
    {
        var terms = selector.At("matchLabels").Fields().Select(label => $"{label.Name}={label.Value.Text()}").Order(StringComparer.Ordinal)
            .Concat(selector.At("matchExpressions").Each().Select(Requirement));
        return OrNone(string.Join(',', terms));
    }

    private static TableColumn At(string title, string path, Func<JsonElement, JsonNode?> show)
    {
        var steps = path.Split('.');
        return new TableColumn(title, row => show(row.Json.At(steps)));
    }

    private static TableColumn Containers(string title, string path, string field) =>
        At(title, path + ".containers", json => string.Join(',', json.Each().Select(each => each.At(field).Text()))) with { Priority = 1 };

    private static string Requirement(JsonElement requirement)
    {
        var (key, values) = (requirement.At("key").Text(), string.Join(',', requirement.At("values").Each().Select(value => value.Text())));
        return requirement.At("operator").Text() switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "Exists" => key,
            _ => "!" + key,
        };
    }
}
