using System.Text.Json;
using CniMigration.Stacks.Settings;
using YamlDotNet.RepresentationModel;

namespace CniMigration.Tests.Stacks.Settings;

[TestFixture]
internal sealed class ProjectFileTests
{
    [Test]
    public void Pulumi_yaml_describes_every_key_that_the_program_knows_and_no_other()
    {
        var config = Config(Load("Pulumi.yaml"));

        Assert.That(config.Children.Keys.Select(key => key.ToString()), Is.EquivalentTo(MigrationSettings.Keys.Select(key => key.Name)));
    }

    [TestCaseSource(nameof(Keys))]
    public void Pulumi_yaml_gives_a_key_the_type_and_the_default_that_the_program_gives_it(string name)
    {
        var key = MigrationSettings.Keys.Single(known => known.Name == name);
        var entry = (YamlMappingNode)Config(Load("Pulumi.yaml")).Children[name];

        Assert.That(entry.Children["type"].ToString(), Is.EqualTo(key.Type));
        Assert.That(entry.Children["description"].ToString(), Is.Not.Empty);
        Assert.That(entry.Children.ContainsKey("value"), Is.False, "value excludes default");
        Assert.That(entry.Children.ContainsKey("items"), Is.EqualTo(key.Type == "array"));
        Assert.That(entry.Children.TryGetValue("default", out var value) ? Text(value) : null, Is.EqualTo(key.Default));
    }

    [Test]
    public void The_dev_stack_reads_without_a_problem()
    {
        var values = Config(Load("Pulumi.dev.yaml")).Children.ToDictionary(pair => pair.Key.ToString(), pair => Text(pair.Value));

        var settings = MigrationSettings.Read(values, StageNames.All);

        Assert.That(settings.Region, Is.EqualTo("us-west-1"));
        Assert.That(settings.Stage, Is.EqualTo("baseline"));
    }

    [Test]
    public void The_prod_stack_adopts_a_cluster_with_two_old_node_groups()
    {
        var values = Config(Load("Pulumi.prod.yaml")).Children.ToDictionary(pair => pair.Key.ToString(), pair => Text(pair.Value));

        var settings = MigrationSettings.Read(values, StageNames.All);

        Assert.That(settings.AdoptCluster);
        Assert.That(settings.OldNodeGroups, Has.Length.EqualTo(2));
    }

    [Test]
    public void The_provider_plugin_is_where_pulumi_yaml_says()
    {
        var root = Load("Pulumi.yaml");
        var plugin = (YamlMappingNode)((YamlSequenceNode)((YamlMappingNode)root.Children["plugins"]).Children["providers"]).Single();

        Assert.That(plugin.Children["name"].ToString(), Is.EqualTo("cnimigration"));
        Assert.That(Directory.Exists(Path.Combine(Repository.Root, plugin.Children["path"].ToString())));
    }

    private static IEnumerable<string> Keys() => MigrationSettings.Keys.Select(key => key.Name);

    private static YamlMappingNode Config(YamlMappingNode root) => (YamlMappingNode)root.Children["config"];

    private static string Text(YamlNode node) =>
        node is YamlMappingNode { Children.Count: 0 } ? "{}"
        : node is YamlSequenceNode list ? JsonSerializer.Serialize(list.Select(item => item.ToString())) : node.ToString();

    private static YamlMappingNode Load(string file)
    {
        using var reader = File.OpenText(Repository.At(file));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }
}
