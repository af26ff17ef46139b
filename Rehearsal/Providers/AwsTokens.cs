using CniMigration.Kubernetes.Objects;
using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;

namespace CniMigration.Rehearsal.Providers;

/// <summary>
/// Answers <c>aws eks get-token</c> for the embedded cloud: there is no <c>aws</c> on the path that could know it. A user with that exec
/// entry gets the token that it would have printed; everything else of a kubeconfig stays as it is.
/// </summary>
internal static class AwsTokens
{
    public static string Answer(string kubeconfig, EksCloud cloud)
    {
        if (YamlDocuments.ParseOne(kubeconfig) is not JsonObject config)
        {
            return kubeconfig;
        }

        foreach (var entry in config["users"] as JsonArray ?? [])
        {
            if (entry?["user"] is JsonObject user && user["exec"] is JsonObject exec && ClusterOf(exec) is { } cluster)
            {
                user.Remove("exec");
                user["token"] = cloud.DescribeCluster(cluster).Token;
            }
        }

        return config.ToJsonString();
    }

    private static string? ClusterOf(JsonObject exec)
    {
        var args = (exec["args"] as JsonArray ?? []).Select(arg => arg?.ToString() ?? "").ToList();
        var asks = exec["command"]?.ToString() == "aws" && args.Contains("eks") && args.Contains("get-token");
        if (!asks)
        {
            throw new EngineException(
                $"The kubeconfig runs '{exec["command"]} {string.Join(' ', args)}' for a token; the rehearsal only answers `aws eks get-token`.");
        }

        return args.ElementAtOrDefault(args.IndexOf("--cluster-name") + 1);
    }
}
