using System.Text.RegularExpressions;

namespace CniMigration.Tests.Sdk.Conformance;

/// <summary>One member, reduced to what a program can tell apart. Two members are the same when their signatures and wires are.</summary>
/// <param name="Signature">Visibility, static or not, types, name, parameters with names and defaults.</param>
/// <param name="Wire">The name it has on the wire and how it travels, or empty.</param>
/// <param name="IsNullable">Whether the type of a property or field is annotated as one that may be null.</param>
internal sealed partial record ApiMember(string Signature, string Wire, bool IsNullable)
{
    public static ApiMember Parse(string typeKind, string line)
    {
        var wire = string.Concat(WireAttributes().Matches(line).Select(match => match.Value));
        var bare = Attributes().Replace(line, "");
        bare = Constraints().Replace(bare, "");
        bare = bare.Replace(" = default", " = null", StringComparison.Ordinal);
        bare = IgnoredModifiers().Replace(bare, "");
        if (typeKind is "enum")
        {
            return new ApiMember(bare, wire, IsNullable: false);
        }

        if (typeKind is "delegate")
        {
            bare = "public " + bare;
        }

        var isNullable = PropertyOrField().Match(bare) is { Success: true } member && member.Groups["type"].Value.EndsWith('?');
        return new ApiMember(ApiList.Plain(bare).Replace(" init; ", " set; ", StringComparison.Ordinal), wire, isNullable);
    }

    [GeneratedRegex(@" \[(?:Input|Output|JsonPropertyName)\([^\]]*\)\]")]
    private static partial Regex WireAttributes();

    [GeneratedRegex(@" \[[A-Z]\w*(?:\([^\]]*\))?\]")]
    private static partial Regex Attributes();

    [GeneratedRegex(@" where \w+ : .*$")]
    private static partial Regex Constraints();

    [GeneratedRegex(@"(?<=^(?:[a-z]+ )*)(?:virtual|override|abstract|sealed|default|new|async|readonly|required) ")]
    private static partial Regex IgnoredModifiers();

    [GeneratedRegex(@"^(?:public|protected) (?:static )?(?<type>[^(]+) [\w.\[\] ]+(?: \{.*\})?$")]
    private static partial Regex PropertyOrField();
}
