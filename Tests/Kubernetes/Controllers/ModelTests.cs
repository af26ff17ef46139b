using System.Text.Json;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class ModelTests
{
    [TestCase("100m", 100)]
    [TestCase("2", 2000)]
    [TestCase("0.5", 500)]
    [TestCase("1Ki", 1024000)]
    [TestCase("1k", 1000000)]
    [TestCase("1e3", 1000000)]
    [TestCase("1u", 1)]
    public void Quantities_are_read_in_thousandths(string text, long milli) => Assert.That((long)Quantity.Parse(text).Milli, Is.EqualTo(milli));

    [TestCase("In", "a", true)]
    [TestCase("In", null, false)]
    [TestCase("NotIn", "a", false)]
    [TestCase("NotIn", null, true)]
    [TestCase("Exists", "z", true)]
    [TestCase("Exists", null, false)]
    [TestCase("DoesNotExist", null, true)]
    [TestCase("DoesNotExist", "a", false)]
    public void Node_requirements_read_an_absent_label_as_Kubernetes_does(string @operator, string? value, bool expected) =>
        Assert.That(new NodeSelectorRequirement { Key = "k", Operator = @operator, Values = ["a"] }.Matches(value), Is.EqualTo(expected));

    [TestCase("Gt", "5", true)]
    [TestCase("Gt", "3", false)]
    [TestCase("Lt", "2", true)]
    [TestCase("Lt", "x", false)]
    [TestCase("Gt", null, false)]
    public void Node_requirements_compare_numbers(string @operator, string? value, bool expected) =>
        Assert.That(new NodeSelectorRequirement { Key = "k", Operator = @operator, Values = ["3"] }.Matches(value), Is.EqualTo(expected));

    [Test]
    public void An_empty_term_matches_nothing_and_terms_are_alternatives()
    {
        var none = new NodeSelector { NodeSelectorTerms = [new NodeSelectorTerm()] };
        var byName = new NodeSelector
        {
            NodeSelectorTerms =
            [
                new NodeSelectorTerm(),
                new NodeSelectorTerm { MatchFields = [new NodeSelectorRequirement { Key = "metadata.name", Operator = "In", Values = ["n"] }] },
            ],
        };

        Assert.That(none.Matches("n", Empty.Map), Is.False);
        Assert.That(byName.Matches("n", Empty.Map), Is.True);
        Assert.That(byName.Matches("other", Empty.Map), Is.False);
    }

    [Test]
    public void A_null_reads_as_an_absent_field()
    {
        var pod = JsonSerializer.Deserialize<Pod>(
            """{"metadata":{"name":"p","labels":null,"ownerReferences":null},"spec":{"containers":null,"affinity":null,"nodeName":null}}""",
            ModelJson.Options)!;

        Assert.That(pod.Metadata.Labels, Is.Empty);
        Assert.That(pod.Metadata.Controller, Is.Null);
        Assert.That(pod.Spec.Containers, Is.Empty);
        Assert.That(pod.Spec.NodeName, Is.Empty);
        Assert.That(pod.Spec.Affinity.PodAffinity.RequiredDuringSchedulingIgnoredDuringExecution, Is.Empty);
    }

    [TestCase("", "Exists", "", "", true)]
    [TestCase("k", "Exists", "", "NoExecute", true)]
    [TestCase("k", "Equal", "v", "", true)]
    [TestCase("k", "", "v", "NoExecute", true)]
    [TestCase("k", "Equal", "w", "", false)]
    [TestCase("k", "Exists", "", "NoSchedule", false)]
    [TestCase("", "Equal", "v", "", false)]
    public void Tolerations_cover_taints_as_Kubernetes_defines_it(string key, string @operator, string value, string effect, bool expected)
    {
        var toleration = new Toleration { Key = key, Operator = @operator, Value = value, Effect = effect };

        Assert.That(toleration.Tolerates(new Taint { Key = "k", Value = "v", Effect = "NoExecute" }), Is.EqualTo(expected));
    }
}
