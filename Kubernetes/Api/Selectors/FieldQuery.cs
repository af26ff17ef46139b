namespace CniMigration.Kubernetes.Api.Selectors;

/// <summary>A field selector as it is written in a query: <c>spec.nodeName=a,status.phase!=Running</c>.</summary>
internal sealed class FieldQuery
{
    private readonly List<(int Index, string Value, bool Equal)> terms = [];

    private FieldQuery()
    {
    }

    public static FieldQuery Everything { get; } = new();

    public bool IsEverything => terms.Count == 0;

    /// <summary>The one name that can match, where the selector asks for one.</summary>
    public string? Name { get; private set; }

    public static FieldQuery Parse(ResourceType type, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        var query = new FieldQuery();
        foreach (var term in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = term.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
            {
                throw ApiException.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
            }

            var equal = at == 0 || term[at - 1] != '!';
            var field = term[..(equal ? at : at - 1)].Trim();
            var value = term[(at + 1)..].TrimStart('=').Trim();
            var index = Array.FindIndex(type.SelectableFields, each => each.Name == field);
            if (index < 0)
            {
                throw ApiException.BadRequest(type.SelectableFields == SelectableField.Common
                    ? $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"" : $"field label not supported: {field}");
            }

            query.terms.Add((index, value, equal));
            if (equal && field == "metadata.name")
            {
                query.Name = value;
            }
        }

        return query;
    }

    public bool Matches(ApiObject item)
    {
        if (terms.Count == 0)
        {
            return true;
        }

        var values = item.SelectableValues;
        foreach (var (index, value, equal) in terms)
        {
            if (values[index] == value != equal)
            {
                return false;
            }
        }

        return true;
    }
}
