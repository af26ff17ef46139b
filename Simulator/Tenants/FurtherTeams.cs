using System.Globalization;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Nodes;

namespace CniMigration.Simulator.Tenants;

/// <summary>
/// More teams, for a cluster of a size: each has a namespace, and web servers that can be replaced some at a time. They come once there are nodes for
/// them all, or the first nodes would be full before anything else is on them.
/// </summary>
internal static class FurtherTeams
{
    private const int PodsATeam = 30;

    // About what a node with the default type of instance holds: fewer nodes than that are not all that are to come.
    private const int PodsANode = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static async Task DeployAsync(ClusterContext cluster, IApiClient client, int pods, CancellationToken cancellationToken)
    {
        while (cluster.Cache.Nodes.All().Count(node => node.IsReady) * PodsANode < pods)
        {
            await cluster.Delay(Pause, cancellationToken);
        }

        for (var (team, left) = (1, pods); left > 0; team++, left -= PodsATeam)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"team-{team:000}");
            await client.CreateAsync(ResourceTypes.Namespaces, null, Named(name), cancellationToken);
            await client.CreateAsync(ResourceTypes.Deployments, name, Web(Math.Min(left, PodsATeam)), cancellationToken);
            await client.CreateAsync(ResourceTypes.PodDisruptionBudgets, name, Budget(), cancellationToken);
        }
    }

    private static JsonObject Named(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };

    private static JsonObject Labels() => new() { ["app"] = "web" };

    private static JsonObject Web(int replicas)
    {
        var web = Named("web");
        web["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = Labels() },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = Labels() },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "web",
                        ["image"] = "nginx:1.29",
                        ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["containerPort"] = 80 }),
                        ["readinessProbe"] = new JsonObject { ["httpGet"] = new JsonObject { ["path"] = "/", ["port"] = "http" }, ["periodSeconds"] = 5 },
                        ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "64Mi" } },
                    }),
                },
            },
        };
        return web;
    }

    private static JsonObject Budget()
    {
        var budget = Named("web");
        budget["spec"] = new JsonObject { ["maxUnavailable"] = "10%", ["selector"] = new JsonObject { ["matchLabels"] = Labels() } };
        return budget;
    }
}
