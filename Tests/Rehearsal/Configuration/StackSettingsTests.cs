using CniMigration.Rehearsal.Configuration;

namespace CniMigration.Tests.Rehearsal.Configuration;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StackSettingsTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rehearsal");

    [TearDown]
    public void TearDown() => folder.Delete(recursive: true);

    [Test]
    public void Defaults_of_the_project_lie_under_the_stacks_values()
    {
        var settings = Read(
            "name: shop\nconfig:\n  stage:\n    type: string\n  size:\n    type: integer\n    default: 3\n  groups:\n    type: array\n    default: [a, b]\n  "
                + "aws:region:\n    value: us-west-1\n",
            "config:\n  shop:size: 5\n  shop:config:name: x\n  shop:flag: true\n");
        Assert.That(settings.Project, Is.EqualTo("shop"));
        Assert.That(settings.Stack, Is.EqualTo("dev"));
        Assert.That(settings.Region, Is.EqualTo("us-west-1"));
        Assert.That(settings.Values, Does.ContainKey("shop:size").WithValue("5"));
        Assert.That(settings.Values, Does.ContainKey("shop:groups").WithValue("""["a","b"]"""));
        Assert.That(settings.Values, Does.ContainKey("shop:name").WithValue("x"));
        Assert.That(settings.Values, Does.ContainKey("shop:flag").WithValue("true"));
        Assert.That(settings.Stage, Is.Null);
    }

    [Test]
    public void Quoted_numbers_stay_text()
    {
        var settings = Read("name: shop\n", "config:\n  shop:version: \"1.30\"\n");
        Assert.That(settings.Values["shop:version"], Is.EqualTo("1.30"));
    }

    [Test]
    public void The_project_is_found_upwards_from_the_working_directory()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "Pulumi.yaml"), "name: shop\n");
        var below = folder.CreateSubdirectory("a/b");
        Assert.That(ProjectFolder.Find(below.FullName, "/"), Is.EqualTo(folder.FullName));
        Assert.That(ProjectFolder.Find("/", below.FullName), Is.EqualTo(folder.FullName));
        Assert.That(() => ProjectFolder.Find("/", "/"), Throws.TypeOf<ConfigurationException>());
    }

    private StackSettings Read(string project, string stack)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "Pulumi.yaml"), project);
        File.WriteAllText(Path.Combine(folder.FullName, "Pulumi.dev.yaml"), stack);
        return StackSettings.Read(folder.FullName, "Pulumi.dev.yaml", "/");
    }
}
