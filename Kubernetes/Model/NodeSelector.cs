namespace CniMigration.Kubernetes.Model;

/// <summary>Terms are ORed; what is in a term is ANDed; a term without requirements matches nothing.</summary>
internal sealed record NodeSelector
{
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];

    public bool Matches(string nodeName, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var term in NodeSelectorTerms)
        {
            if (term.Matches(nodeName, labels))
            {
                return true;
            }
        }
        return false;
    }
}

internal sealed record NodeSelectorTerm
{
    public IReadOnlyList<NodeSelectorRequirement> MatchExpressions { get; init; } = [];
    public IReadOnlyList<NodeSelectorRequirement> MatchFields { get; init; } = [];

    public bool Matches(string nodeName, IReadOnlyDictionary<string, string> labels)
    {
        if (MatchExpressions.Count == 0 && MatchFields.Count == 0)
        {
            return false;
        }

        foreach (var requirement in MatchExpressions)
        {
            if (!requirement.Matches(labels.GetValueOrDefault(requirement.Key)))
            {
                return false;
            }
        }
        foreach (var requirement in MatchFields)
        {
            if (requirement.Key != "metadata.name")
            {
                throw new NotSupportedException($"Node fields cannot be matched by '{requirement.Key}', only by metadata.name.");
            }

            if (!requirement.Matches(nodeName))
            {
                return false;
            }
        }
        return true;
    }
}

internal sealed record NodeSelectorRequirement
{
    public string Key { get; init; } = "";
    public string Operator { get; init; } = "";
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether a value (null: absent) satisfies this.</summary>
    public bool Matches(string? value) => Operator switch
    {
        "In" => value is not null && Values.Contains(value),
        "NotIn" => value is null || !Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Compare(value) > 0,
        "Lt" => Compare(value) < 0,
        _ => throw new NotSupportedException($"The node selector operator '{Operator}' does not exist; expected In, NotIn, Exists, DoesNotExist, Gt or Lt."),
    };

    private int Compare(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
        && Values.Count == 1
        && long.TryParse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? actual.CompareTo(bound)
            : 0;
}

internal sealed record PreferredSchedulingTerm
{
    public int Weight { get; init; }
    public NodeSelectorTerm Preference { get; init; } = new();
}
