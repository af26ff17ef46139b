using System.Globalization;

namespace k8s;

internal sealed record ListQuery(
    bool? AllowWatchBookmarks,
    string Continue,
    string FieldSelector,
    string LabelSelector,
    int? Limit,
    string ResourceVersion,
    string ResourceVersionMatch,
    int? TimeoutSeconds)
{
    internal bool? Watch { get; init; }

    public override string ToString() => Query.Of(
        ("allowWatchBookmarks", AllowWatchBookmarks),
        ("continue", Continue),
        ("fieldSelector", FieldSelector),
        ("labelSelector", LabelSelector),
        ("limit", Limit),
        ("resourceVersion", ResourceVersion),
        ("resourceVersionMatch", ResourceVersionMatch),
        ("timeoutSeconds", TimeoutSeconds),
        ("watch", Watch));
}

internal sealed record WriteQuery(string DryRun, string FieldManager, string FieldValidation, bool? Force = null)
{
    public override string ToString() => Query.Of(
        ("dryRun", DryRun), ("fieldManager", FieldManager), ("fieldValidation", FieldValidation), ("force", Force));
}

internal sealed record DeleteQuery(string DryRun, int? GracePeriodSeconds, bool? OrphanDependents, string PropagationPolicy)
{
    public override string ToString() => Query.Of(
        ("dryRun", DryRun),
        ("gracePeriodSeconds", GracePeriodSeconds),
        ("orphanDependents", OrphanDependents),
        ("propagationPolicy", PropagationPolicy));
}

internal static class Query
{
    internal static string Of(params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                pairs.Add($"{name}={Uri.EscapeDataString(Text(value))}");
            }
        }

        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
