using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CniMigration.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CniMigration.Tests.Sdk.Generator;

/// <summary>What the generator makes of files: the classes by their full names, what it complains of, and what the compiler does.</summary>
internal sealed record Generated(ImmutableDictionary<string, string> Classes, ImmutableArray<Diagnostic> Complaints, ImmutableArray<Diagnostic> Errors)
{
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Package",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>Files that end in .json are schemas, whose handles go to Sample.Handles.</summary>
    public static Generated From(params (string Path, string Text)[] files)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new SdkGenerator().AsSourceGenerator()], files.Select(file => new Given(file.Path, file.Text)), new CSharpParseOptions(LanguageVersion.Latest),
            new Metadata());
        var result = driver.RunGeneratorsAndUpdateCompilation(Empty, out var compilation, out var complaints).GetRunResult();
        return new Generated(
            result.Results.Single().GeneratedSources.ToImmutableDictionary(
                source => source.HintName.Replace(".g.cs", "", StringComparison.Ordinal), source => source.SourceText.ToString()),
            complaints,
            [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]);
    }

    private sealed class Given(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Metadata : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Options([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile.Path.EndsWith(".json", StringComparison.Ordinal)
            ? new Options(new()
            {
                ["build_metadata.AdditionalFiles.HandlesNamespace"] = "Sample.Handles",
                ["build_metadata.AdditionalFiles.HandlesProvider"] = "SampleProvider",
            })
            : GlobalOptions;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
