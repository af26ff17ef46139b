using k8s;
using k8s.Models;

namespace CniMigration.Tests.Sdk.KubernetesClient;

public sealed class ModelTests
{
    [TestCase("500m", 0.5)]
    [TestCase("2", 2)]
    [TestCase("3Ki", 3072)]
    [TestCase("1.5G", 1.5e9)]
    [TestCase("12e3", 12000)]
    public void A_quantity_is_the_amount_its_suffix_says(string text, double amount) =>
        Assert.That(new ResourceQuantity(text).ToDouble(), Is.EqualTo(amount));

    [Test]
    public void Quantities_are_equal_when_they_name_the_same_amount() =>
        Assert.That(new ResourceQuantity("1000m") == new ResourceQuantity("1"), Is.True);

    [TestCase("25%", "\"25%\"")]
    [TestCase("3", "3")]
    public void A_number_or_a_percentage_is_written_as_it_was_read(string value, string json)
    {
        Assert.That(KubernetesJson.Serialize((IntOrString)value), Is.EqualTo(json));
        Assert.That(KubernetesJson.Deserialize<IntOrString>(json).Value, Is.EqualTo(value));
    }

    [Test]
    public void Times_are_written_in_utc_with_micros_only_where_there_are_some()
    {
        var whole = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        Assert.That(KubernetesJson.Serialize(new V1Taint { TimeAdded = whole }), Does.Contain("\"2026-01-02T03:04:05Z\""));
        Assert.That(KubernetesJson.Serialize(new V1Taint { TimeAdded = whole.AddMilliseconds(7) }), Does.Contain("\"2026-01-02T03:04:05.007000Z\""));
    }

    [Test]
    public void A_manifest_in_yaml_becomes_a_model()
    {
        var pod = KubernetesYaml.Deserialize<V1Pod>("""
            metadata:
              name: "1"
              namespace: ns
              labels: { version: "1.10" }
            spec:
              hostNetwork: true
              containers:
              - { name: main, ports: [{ containerPort: 80, hostPort: 8080 }], resources: { requests: { cpu: 100m } } }
            """);

        Assert.Multiple(() =>
        {
            Assert.That((pod.Metadata.Name, pod.Metadata.NamespaceProperty, pod.Metadata.Labels["version"]), Is.EqualTo(("1", "ns", "1.10")));
            Assert.That(pod.Spec.HostNetwork, Is.True);
            Assert.That(pod.Spec.Containers[0].Ports[0].HostPort, Is.EqualTo(8080));
            Assert.That(pod.Spec.Containers[0].Resources.Requests["cpu"].ToDecimal(), Is.EqualTo(0.1m));
        });
    }
}
