using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Stacks.Settings;

namespace CniMigration.Stacks.Live;

/// <summary>A kubeconfig that asks AWS for a token each time it is used, so that it holds no secret and does not grow old.</summary>
internal static class ExecKubeconfig
{
    public static string Of(MigrationSettings settings, string endpoint, string certificateAuthority)
    {
        var name = settings.ClusterName;
        var exec = new JsonObject
        {
            ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
            ["command"] = "aws",
            ["args"] = new JsonArray("--region", settings.Region, "eks", "get-token", "--cluster-name", name, "--output", "json"),
        };
        if (settings.Profile is { } profile)
        {
            exec["env"] = new JsonArray(new JsonObject { ["name"] = "AWS_PROFILE", ["value"] = profile });
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = name,
            ["clusters"] = Named(name, "cluster", new JsonObject { ["server"] = endpoint, ["certificate-authority-data"] = certificateAuthority }),
            ["users"] = Named(name, "user", new JsonObject { ["exec"] = exec }),
            ["contexts"] = Named(name, "context", new JsonObject { ["cluster"] = name, ["user"] = name }),
        }.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonArray Named(string name, string kind, JsonObject value) => new(new JsonObject { ["name"] = name, [kind] = value });
}
