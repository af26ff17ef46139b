using System.Text.RegularExpressions;
using CniMigration.Migration.Facts;
using CniMigration.Migration.Sides;

namespace CniMigration.Provider.Schemas;

/// <summary>What values have to look like, with a remedy in every answer.</summary>
internal static partial class Rules
{
    private const string SelectorRemedy = $"write it as kubectl does, for example `{NodeFacts.CniLabel}={AwsNode.Side}` or `{NodeFacts.NodeGroupLabel} in "
        + "(ng-1,ng-2)`";

    public static string? ObjectName(PropertyValue value) => Text(value) switch
    {
        { Length: 0 } => "must not be empty: give the name of the object",
        { Length: > 253 } => "has more than the 253 characters that a name may have",
        var text when !Names().IsMatch(text) => $"'{text}' is not the name of a Kubernetes object: lower-case letters, digits, '-' and '.' only",
        _ => null,
    };

    /// <summary>An empty selector would name every object of the cluster.</summary>
    public static string? Selector(PropertyValue value) => Text(value).Trim() switch
    {
        { Length: 0 } => $"must not be empty, as that would name every node: {SelectorRemedy}",
        var text when CommasBetweenParts().Split(text).All(part => SelectorParts().IsMatch(part)) => null,
        var text => $"'{text}' is not a label selector: {SelectorRemedy}",
    };

    public static string? NotEmpty(PropertyValue value) => Text(value).Length == 0 ? "must not be empty" : null;

    public static string? QualifiedName(PropertyValue value) =>
        Text(value).Split('/') is [{ Length: > 0 }, { Length: > 0 }] ? null : $"'{Text(value)}' must be namespace/name, for example kube-system/{AwsNode.Name}";

    public static string? LabelKey(PropertyValue value) => LabelKeys().IsMatch(Text(value)) ? null : $"'{Text(value)}' is not a label key";

    public static string? Labels(PropertyValue value)
    {
        if (!value.TryGetMap(out var labels) || labels.Count == 0)
        {
            return "must hold at least one label";
        }

        var bad = labels.Where(pair => !pair.Value.IsComputed && (!LabelKeys().IsMatch(pair.Key) || !LabelValues().IsMatch(Text(pair.Value)))).ToList();
        return bad.Count == 0 ? null : $"{string.Join(", ", bad.Select(pair => $"{pair.Key}={Text(pair.Value)}"))} cannot be set as labels";
    }

    public static string? NotEmptyList(PropertyValue value) =>
        value.TryGetArray(out var items) && items.Length > 0 ? null : "must hold at least one value";

    public static Func<PropertyValue, string?> Between(int least, int most) => value =>
        value.TryGetNumber(out var number) && number >= least && number <= most ? null : $"must be between {least} and {most}";

    private static string Text(PropertyValue value) => value.TryGetString(out var text) ? text : "";

    [GeneratedRegex("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    private static partial Regex Names();

    [GeneratedRegex(@"^([A-Za-z0-9.-]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex LabelKeys();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValues();

    [GeneratedRegex(@"^\s*(![A-Za-z0-9./_-]+|[A-Za-z0-9./_-]+(\s*(=|==|!=)\s*[A-Za-z0-9._-]*|\s+(in|notin)\s+\([^()]*\))?)\s*$")]
    private static partial Regex SelectorParts();

    [GeneratedRegex(@",(?![^(]*\))")]
    private static partial Regex CommasBetweenParts();
}
