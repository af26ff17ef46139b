using CniMigration.Kubernetes.Api.Admission.Amounts;

namespace CniMigration.Kubernetes.Api.Admission.Quotas;

/// <summary>What is used of a quota: the sum over all objects that it is about.</summary>
internal static class QuotaTotals
{
    /// <param name="quota">The quota.</param>
    /// <param name="types">All types there are.</param>
    /// <param name="objects">All objects of a type.</param>
    /// <param name="now">The time.</param>
    public static ResourceAmounts Of(JsonObject quota, IEnumerable<ResourceType> types, Func<ResourceType, IEnumerable<ApiObject>> objects, DateTimeOffset now)
    {
        var hard = ResourceAmounts.Parse(quota["spec"]?["hard"]);
        var (@namespace, known) = (quota["metadata"].Text("namespace"), types.ToList());
        var total = new ResourceAmounts();
        foreach (var type in hard.Names.Select(name => QuotaUsage.TypeOf(name, known)).OfType<ResourceType>().Distinct())
        {
            foreach (var json in objects(type).Where(item => item.Namespace == @namespace).Select(item => item.ToJson()))
            {
                if (QuotaScopes.Match(quota["spec"], type, json))
                {
                    total.Add(QuotaUsage.Of(type, json, now));
                }
            }
        }

        return total.Only(hard.Names);
    }
}
