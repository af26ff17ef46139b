namespace CniMigration.Kubernetes.Api.Selectors;

/// <summary>Reads the text form of a label selector.</summary>
internal sealed class LabelQueryParser(string text)
{
    private const string Stops = " \t=!,()<>";

    private int position;

    public IReadOnlyList<LabelRequirement> Parse()
    {
        var requirements = new List<LabelRequirement>();
        while (true)
        {
            requirements.Add(Requirement());
            SkipSpace();
            if (position == text.Length)
            {
                return requirements;
            }

            Expect(',');
        }
    }

    private LabelRequirement Requirement()
    {
        if (TryTake("!"))
        {
            return new LabelRequirement(Key(), LabelOperator.DoesNotExist, []);
        }

        var key = Key();
        if (TryTake("==") || TryTake("="))
        {
            return new LabelRequirement(key, LabelOperator.In, [Value()]);
        }

        if (TryTake("!="))
        {
            return new LabelRequirement(key, LabelOperator.NotIn, [Value()]);
        }

        if (TryTake(">"))
        {
            return new LabelRequirement(key, LabelOperator.GreaterThan, [Number()]);
        }

        if (TryTake("<"))
        {
            return new LabelRequirement(key, LabelOperator.LessThan, [Number()]);
        }

        SkipSpace();
        if (position == text.Length || text[position] == ',')
        {
            return new LabelRequirement(key, LabelOperator.Exists, []);
        }

        return Word() switch
        {
            "in" => new LabelRequirement(key, LabelOperator.In, Values()),
            "notin" => new LabelRequirement(key, LabelOperator.NotIn, Values()),
            var other => throw Problem($"found '{other}', expected: in, notin, =, ==, !=, gt, lt"),
        };
    }

    private string Key()
    {
        var key = Word();
        if (key.Length == 0)
        {
            throw Problem($"found '{(position < text.Length ? text[position].ToString() : "")}', expected: identifier");
        }

        return Names.QualifiedNameProblem(key) is { } problem ? throw Problem($"invalid label key \"{key}\": {problem}") : key;
    }

    private string Value()
    {
        var value = Word();
        return Names.LabelValueProblem(value) is { } problem ? throw Problem($"invalid label value: \"{value}\": {problem}") : value;
    }

    private string Number()
    {
        var value = Word();
        return long.TryParse(value, CultureInfo.InvariantCulture, out _) ? value
            : throw Problem($"for 'Gt', 'Lt' operators, the value must be an integer: '{value}'");
    }

    private List<string> Values()
    {
        Expect('(');
        var values = new List<string> { Value() };
        while (TryTake(","))
        {
            values.Add(Value());
        }

        Expect(')');
        return values;
    }

    private string Word()
    {
        SkipSpace();
        var start = position;
        while (position < text.Length && !Stops.Contains(text[position], StringComparison.Ordinal))
        {
            position++;
        }

        return text[start..position];
    }

    private bool TryTake(string token)
    {
        SkipSpace();
        if (!text.AsSpan(position).StartsWith(token, StringComparison.Ordinal))
        {
            return false;
        }

        position += token.Length;
        return true;
    }

    private void Expect(char token)
    {
        SkipSpace();
        if (position == text.Length || text[position] != token)
        {
            throw Problem($"found '{(position < text.Length ? text[position].ToString() : "")}', expected: '{token}'");
        }

        position++;
    }

    private void SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private static ApiException Problem(string problem) => ApiException.BadRequest($"unable to parse requirement: {problem}");
}
