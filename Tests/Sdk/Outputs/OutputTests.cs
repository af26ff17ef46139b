using System.Text.Json;
using Pulumi;
using Pulumi.Utilities;

namespace CniMigration.Tests.Sdk.Outputs;

internal sealed class OutputTests
{
    [Test]
    public async Task Apply_follows_values_tasks_and_outputs()
    {
        var output = Output.Create(1).Apply(one => one + 1).Apply(two => Task.FromResult(two * 2)).Apply(four => Output.Create($"{four}"));

        Assert.That(await OutputUtilities.GetValueAsync(output), Is.EqualTo("4"));
    }

    [Test]
    public async Task Nothing_is_applied_to_what_is_unknown()
    {
        var applied = false;
        var output = OutputUtilities.CreateUnknown("").Apply(value => applied = true);

        Assert.That(await OutputUtilities.GetIsKnownAsync(output), Is.False);
        Assert.That(applied, Is.False);
    }

    [Test]
    public async Task A_secret_makes_what_is_made_of_it_secret()
    {
        var secret = Output.CreateSecret("a");

        Assert.Multiple(async () =>
        {
            Assert.That(await Output.IsSecretAsync(secret.Apply(value => value + "b")), Is.True);
            Assert.That(await Output.IsSecretAsync(Output.Format($"{secret}-{1}")), Is.True);
            Assert.That(await Output.IsSecretAsync(Output.All(secret, Output.Create("c"))), Is.True);
            Assert.That(await Output.IsSecretAsync(Output.Unsecret(secret)), Is.False);
        });
    }

    [Test]
    public async Task Several_outputs_are_one_when_all_of_them_are_known()
    {
        var tuple = Output.Tuple(Output.Create(1), OutputUtilities.CreateUnknown("?"), Output.Create(true));

        Assert.That(await OutputUtilities.GetIsKnownAsync(tuple), Is.False);
        Assert.That(await OutputUtilities.GetValueAsync(Output.All<int>(1, Output.Create(2))), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await OutputUtilities.GetValueAsync(Output.Format($"{Output.Create("ng")}-{(Input<int>)2}")), Is.EqualTo("ng-2"));
    }

    [Test]
    public async Task Json_is_written_from_outputs_at_any_depth()
    {
        var json = Output.JsonSerialize(Output.Create<object>(new
        {
            name = Output.Create("eks"),
            list = new object[] { Output.CreateSecret(Output.Create(new { deep = (Input<int>)1 })) },
        }));

        var root = JsonElement.Parse(await OutputUtilities.GetValueAsync(json));
        Assert.That(root.GetProperty("name").GetString(), Is.EqualTo("eks"));
        Assert.That(root.GetProperty("list")[0].GetProperty("deep").GetInt32(), Is.EqualTo(1));
        Assert.That(await Output.IsSecretAsync(json), Is.True);
    }

    [Test]
    public async Task Lists_and_maps_grow()
    {
        InputList<string> list = new[] { "a" };
        list.Add("b", Output.Create("c"));
        InputMap<string> map = new() { ["x"] = "1" };
        map.Add("y", Output.Create("2"));
        map.Add("x", "1");

        Assert.That(await OutputUtilities.GetValueAsync(list.Concat(new[] { "d" }).ToOutput()), Is.EqualTo(new[] { "a", "b", "c", "d" }));
        Assert.That(await OutputUtilities.GetValueAsync(map.ToOutput()), Is.EquivalentTo(new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" }));
        Assert.That(
            (await OutputUtilities.GetValueAsync(InputMap<string>.Merge(map, new() { ["x"] = "3" }).ToOutput()))["x"],
            Is.EqualTo("3"));
    }

    [Test]
    public void A_map_refuses_another_value_for_a_key_it_has()
    {
        InputMap<string> map = new() { ["x"] = "1" };
        map.Add("x", "2");

        Assert.ThrowsAsync<ArgumentException>(() => OutputUtilities.GetValueAsync(map.ToOutput()));
    }

    [Test]
    public async Task A_union_holds_either()
    {
        InputUnion<string, int> input = 3;
        var union = await OutputUtilities.GetValueAsync(input.ToOutput());

        Assert.That(union.IsT1 && union.AsT1 == 3, Is.True);
        Assert.That(union.Match(text => text, number => $"#{number}"), Is.EqualTo("#3"));
        Assert.That(union, Is.EqualTo(Union<string, int>.FromT1(3)));
    }

    [Test]
    public async Task A_urn_is_made_of_its_parts()
    {
        var urn = Urn.Create("leaf", "sample:index:Leaf", project: "cni", stack: "dev");

        Assert.That(await OutputUtilities.GetValueAsync(urn), Is.EqualTo("urn:pulumi:dev::cni::sample:index:Leaf::leaf"));
    }
}
