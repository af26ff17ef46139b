using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Versions;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>Which columns the table of each type has.</summary>
internal sealed class ColumnCatalog(ApiCore core)
{
    public IReadOnlyList<TableColumn> Of(ServedResource resource) => resource.Type.Columns ?? OfDefinition(resource);

    private TableColumn[] OfDefinition(ServedResource resource)
    {
        if (core.Find(ResourceTypes.CustomResourceDefinitions, null, resource.Type.QualifiedName) is not { } definition)
        {
            return Cells.NameAndAge;
        }

        using var document = JsonDocument.Parse(definition.Json);
        var version = document.RootElement.At("spec", "versions").Each().First(each => each.At("name").Text() == resource.Version);
        var columns = version.At("additionalPrinterColumns");
        return columns.ValueKind == JsonValueKind.Array ? [Cells.Name, .. columns.Each().Select(Custom)] : Cells.NameAndAge;
    }

    private static TableColumn Custom(JsonElement column)
    {
        var path = PrinterPath.Parse(column.At("jsonPath").Text());
        var type = column.At("type").Text();
        return new TableColumn(column.At("name").Text(), row => path.Show(row, type), type, (int)column.At("priority").Number(),
            column.At("description").Text());
    }
}
