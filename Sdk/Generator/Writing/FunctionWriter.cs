using CniMigration.Generator.Model;

namespace CniMigration.Generator.Writing;

/// <summary>Writes the class that calls a function.</summary>
internal sealed class FunctionWriter(TypeNames types)
{
    public string Write(Declaration function)
    {
        var (name, layout, mayLack) = (function.Name, function.Layout, !function.NeedsArguments);

        // A provider whose configuration is not known yet answers nothing.
        var result = function.Result is { } type ? $"{types.Of(type, Side.Output)}?" : $"{name}Result";
        return $$"""
            {{WrittenClass.Summary(function.Description)}}{{layout.Access}} static partial class {{name}}
            {
                internal const string Token = "{{function.Token}}";

                public static Task<{{result}}> InvokeAsync({{Parameter($"{name}Args", mayLack)}}, InvokeOptions? options = null)
                    => global::Pulumi.Deployment.Instance.InvokeAsync<{{result}}>(Token, args{{Default($"{name}Args", mayLack)}}, options);
            {{(layout.IsHandles ? "" : $"\n{Invoke("InvokeOptions? options = null", mayLack)}\n\n{Invoke("InvokeOutputOptions options", false)}")}}
            }
            """;

        string Invoke(string options, bool mayLackToo) => $$"""
                public static Output<{{result}}> Invoke({{Parameter($"{name}InvokeArgs", mayLackToo)}}, {{options}})
                    => global::Pulumi.Deployment.Instance.Invoke<{{result}}>(Token, args{{Default($"{name}InvokeArgs", mayLackToo)}}, options);
            """;
    }

    private static string Parameter(string arguments, bool mayLack) => mayLack ? $"{arguments}? args = null" : $"{arguments} args";

    private static string Default(string arguments, bool mayLack) => mayLack ? $" ?? new {arguments}()" : "";
}
