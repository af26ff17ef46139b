using CniMigration.Generator.Model;
using CniMigration.Generator.Tables;
using CniMigration.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CniMigration.Generator;

/// <summary>Writes the classes of a Pulumi package from tables of facts (<c>*.api</c> among the additional files).</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SdkGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Wrong = new(
        "SDK001", "A fact that cannot be read", "{0}", "Sdk", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var readings = context.AdditionalTextsProvider
            .Where(file => file.Path.EndsWith(".api", StringComparison.Ordinal))
            .Select((file, cancellationToken) => TableReader.Read(file.Path, file.GetText(cancellationToken)?.ToString() ?? ""))
            .Collect();
        context.RegisterSourceOutput(readings, static (production, all) => Write(production, all));
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
