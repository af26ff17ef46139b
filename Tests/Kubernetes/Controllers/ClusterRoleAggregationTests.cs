using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class ClusterRoleAggregationTests : ControllerTests
{
    [Test]
    public async Task A_role_gathers_the_rules_of_those_that_its_selectors_choose()
    {
        await Cluster.CreateAsync(ResourceTypes.ClusterRoles, """
            {"metadata":{"name":"more-view","labels":{"rbac.authorization.k8s.io/aggregate-to-view":"true"}},
             "rules":[{"apiGroups":["example.com"],"resources":["things"],"verbs":["get"]}]}
            """);

        foreach (var name in (string[])["view", "edit", "admin"])
        {
            await Cluster.UntilAsync<RoleObject>(ResourceTypes.ClusterRoles, roles => roles.Any(role => role.Name == name
                && role.Rules.Any(rule => rule.Resources.Contains("things")) && role.Rules.Any(rule => rule.Resources.Contains("pods"))));
        }
    }
}
