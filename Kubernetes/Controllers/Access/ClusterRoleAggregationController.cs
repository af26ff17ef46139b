using CniMigration.Kubernetes.Controllers.Garbage;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Access;

/// <summary>Gathers the rules of cluster roles that are made of others.</summary>
internal sealed class ClusterRoleAggregationController : Controller
{
    private Informer? roles;

    public ClusterRoleAggregationController(ControllerContext context, AllTypes types)
        : base(context)
    {
        types.Found += informer =>
        {
            if (informer.Type != ResourceTypes.ClusterRoles)
            {
                return;
            }

            roles = informer;
            // Whatever changes may be a part of any of them, and there are few.
            informer.SubscribeToResources(_ => Queue.Add("all"));
        };
    }

    public override string Name => "clusterrole-aggregation-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var present = roles!.AllResources().OrderBy(role => role.Name, StringComparer.Ordinal).ToList();
        foreach (var role in present)
        {
            if (role.Source.As<RoleObject>().AggregationRule is not { } rule)
            {
                continue;
            }

            var rules = new JsonArray();
            foreach (var part in present.Where(
                part => part.Name != role.Name && rule.ClusterRoleSelectors.Any(selector => selector.Matches(part.Metadata.Labels))))
            {
                foreach (var each in part.Source.ToJson()["rules"] as JsonArray ?? [])
                {
                    if (!rules.Any(known => JsonNode.DeepEquals(known, each)))
                    {
                        rules.Add(each?.DeepClone());
                    }
                }
            }
            await Context.UpdateAsync(role, body =>
            {
                if (!JsonNode.DeepEquals(body["rules"] as JsonArray ?? [], rules))
                {
                    body["rules"] = rules;
                }
            }, cancellationToken);
        }
    }
}
