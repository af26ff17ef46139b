using System.Reflection;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Kubernetes.Kinds;

/// <summary>Adding a kind is one file under Kubernetes/Kinds and one line in its ResourceTypes.</summary>
[TestFixture]
internal sealed class KindTests
{
    [Test]
    public void Every_kind_that_is_declared_is_served()
    {
        var declared = typeof(ResourceTypes).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ResourceTypes).Namespace && type != typeof(ResourceTypes))
            .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public))
            .Where(property => property.PropertyType == typeof(ResourceType))
            .Select(property => (ResourceType)property.GetValue(null)!);

        Assert.That(ResourceTypes.All, Is.EquivalentTo(declared));
        Assert.That(ResourceTypes.All.Select(type => type.QualifiedName), Is.Unique);
    }

    [TestCaseSource(typeof(ResourceTypes), nameof(ResourceTypes.All))]
    public void A_kind_is_one_file_and_one_line(ResourceType type)
    {
        var files = Directory.EnumerateFiles(Repository.At("Kubernetes"), "*.cs", SearchOption.AllDirectories)
            .Where(file => string.Join(' ', File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Contains($"\"{type.Kind}\", \"{type.Plural}\")", StringComparison.Ordinal));

        Assert.That(files.Select(Path.GetDirectoryName), Is.EqualTo((string[])[Repository.At("Kubernetes/Kinds")]));
    }

    [TestCaseSource(typeof(ResourceTypes), nameof(ResourceTypes.All))]
    public void A_kind_says_what_its_table_shows(ResourceType type)
    {
        Assert.That(type.Columns?.Select(column => column.Name), Is.Not.Null.And.Contains("Name").And.Unique);
    }

    [TestCaseSource(typeof(ResourceTypes), nameof(ResourceTypes.All))]
    public void A_kind_can_be_selected_by_its_name_and_namespace_first(ResourceType type)
    {
        Assert.That(type.SelectableFields.Take(2), Is.EqualTo(SelectableField.Common));
        Assert.That(type.SelectableFields.Select(field => field.Name), Is.Unique);
    }

    [TestCaseSource(typeof(ResourceTypes), nameof(ResourceTypes.All))]
    public void Only_a_kind_with_a_status_speaks_of_it(ResourceType type)
    {
        Assert.That(type.HasStatus || (!type.IsCreatedWithStatus && !type.IsStatusSettled && type.TracksStatusOwners), Is.True);
    }
}
