using CniMigration.Generator.Model;
using CniMigration.Generator.Schemas;
using CniMigration.Generator.Tables;
using CniMigration.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CniMigration.Generator;

/// <summary>
/// Writes the classes of a Pulumi package: of a bundled one from tables of facts (<c>*.api</c> among the additional files), and handles from a
/// package's schema (a file with the metadata <c>HandlesNamespace</c> and <c>HandlesProvider</c>).
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SdkGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Wrong = new(
        "SDK001", "A fact that cannot be read", "{0}", "Sdk", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var readings = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .SelectMany((file, cancellationToken) => Read(file.Left, file.Right.GetOptions(file.Left), cancellationToken))
            .Collect();
        context.RegisterSourceOutput(readings, static (production, all) => Write(production, all));
    }

    private static IEnumerable<Reading> Read(AdditionalText file, AnalyzerConfigOptions options, CancellationToken cancellationToken)
    {
        if (file.Path.EndsWith(".api", StringComparison.Ordinal))
        {
            yield return TableReader.Read(file.Path, Text());
        }
        else if (options.TryGetValue("build_metadata.AdditionalFiles.HandlesNamespace", out var space) && space.Length > 0
            && options.TryGetValue("build_metadata.AdditionalFiles.HandlesProvider", out var provider))
        {
            yield return SchemaReader.Read(file.Path, Text(), Layout.Handles(space), provider);
        }

        string Text() => file.GetText(cancellationToken)?.ToString() ?? "";
    }

    private static void Write(SourceProductionContext production, IEnumerable<Reading> readings)
    {
        var catalog = new Catalog(readings);
        foreach (var problem in catalog.Problems)
        {
            production.ReportDiagnostic(Diagnostic.Create(Wrong, At(problem), problem.Message));
        }

        if (catalog.Problems.IsEmpty)
        {
            foreach (var written in new PackageWriter(catalog).Write())
            {
                production.AddSource(written.FileName, written.File);
            }
        }
    }

    private static Location At(Problem problem)
    {
        var line = new LinePosition(problem.Line - 1, 0);
        return Location.Create(problem.Path, default, new LinePositionSpan(line, line));
    }
}
