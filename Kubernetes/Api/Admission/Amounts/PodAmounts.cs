namespace CniMigration.Kubernetes.Api.Admission.Amounts;

/// <summary>What a pod as a whole asks for: its containers together, or the hungriest init container where that is more.</summary>
internal static class PodAmounts
{
    public static ResourceAmounts Of(JsonNode? spec, string list)
    {
        var total = new ResourceAmounts();
        foreach (var container in spec.Each("containers"))
        {
            total.Add(ResourceAmounts.Parse(container["resources"]?[list]));
        }

        var (sidecars, peak) = (new ResourceAmounts(), new ResourceAmounts());
        foreach (var container in spec.Each("initContainers"))
        {
            var amounts = ResourceAmounts.Parse(container["resources"]?[list]);
            amounts.Add(sidecars);
            if (container.Text("restartPolicy") == "Always")
            {
                sidecars = amounts;
            }

            peak.RaiseTo(amounts);
        }

        total.Add(sidecars);
        total.RaiseTo(peak);
        total.Add(ResourceAmounts.Parse(spec?["overhead"]));
        return total;
    }
}
