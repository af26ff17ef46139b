namespace CniMigration.Migration.Facts;

/// <summary>Label selectors, as the API server reads them.</summary>
internal static class Labels
{
    /// <summary>Whether a selector selects these labels. No selector selects nothing; an empty one selects everything.</summary>
    internal static bool Selects(this V1LabelSelector? selector, IDictionary<string, string>? labels) =>
        selector is not null
        && (selector.MatchLabels ?? new Dictionary<string, string>()).All(wanted => Value(labels, wanted.Key) == wanted.Value)
        && (selector.MatchExpressions ?? []).All(e => Holds(e.OperatorProperty, Value(labels, e.Key), e.Values));

    /// <summary>One requirement of a label selector or a node selector on one label's value, null where the label is missing.</summary>
    internal static bool Holds(string operation, string? value, IList<string>? values) => operation switch
    {
        "In" => value is not null && values?.Contains(value) == true,
        "NotIn" => value is null || values?.Contains(value) != true,
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => long.TryParse(value, out var more) && long.TryParse(values?.FirstOrDefault(), out var low) && more > low,
        "Lt" => long.TryParse(value, out var less) && long.TryParse(values?.FirstOrDefault(), out var high) && less < high,
        _ => false,
    };

    internal static string? Value(IDictionary<string, string>? labels, string key) =>
        labels is not null && labels.TryGetValue(key, out var value) ? value : null;
}
