namespace CniMigration.Migration.Facts;

/// <summary>An object's selector in the form that a list request takes.</summary>
internal static class LabelSelectors
{
    public static string Format(V1LabelSelector selector) => string.Join(',', Parts(selector));

    private static IEnumerable<string> Parts(V1LabelSelector selector)
    {
        foreach (var (key, value) in selector.MatchLabels ?? new Dictionary<string, string>())
        {
            yield return $"{key}={value}";
        }

        foreach (var expression in selector.MatchExpressions ?? [])
        {
            yield return expression.OperatorProperty switch
            {
                "In" => $"{expression.Key} in ({string.Join(',', expression.Values)})",
                "NotIn" => $"{expression.Key} notin ({string.Join(',', expression.Values)})",
                "Exists" => expression.Key,
                "DoesNotExist" => $"!{expression.Key}",
                var other => throw new InvalidOperationException($"A label selector has no operator {other}."),
            };
        }
    }
}
