namespace CniMigration.Kubernetes.Api.Selectors;

/// <summary>A label selector as it is written in a query: <c>a=b,c in (d,e),!f</c>.</summary>
internal sealed class LabelQuery(IReadOnlyList<LabelRequirement> requirements)
{
    public static LabelQuery Everything { get; } = new([]);

    public bool IsEverything => requirements.Count == 0;

    public static LabelQuery Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Everything : new LabelQuery(new LabelQueryParser(text).Parse());

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }
}
