using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Defaulting;

/// <summary>What a pod's spec says where it says nothing.</summary>
internal static class PodDefaults
{
    private const int FileMode = 420;

    public static void ApplyTemplate(JsonObject owner) => Apply(owner.Section("template").Section("spec"));

    public static void Apply(JsonObject spec)
    {
        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("securityContext", new JsonObject());
        spec.Default("schedulerName", "default-scheduler");
        var hostNetwork = spec["hostNetwork"]?.GetValue<bool>() == true;
        foreach (var container in spec.Each("containers").Concat(spec.Each("initContainers")))
        {
            ContainerDefaults.Apply(container, hostNetwork);
        }

        foreach (var volume in spec.Each("volumes"))
        {
            Volume(volume);
        }

        if (spec.Text("serviceAccount") is { } account)
        {
            spec.Default("serviceAccountName", account);
        }
        else if (spec.Text("serviceAccountName") is { } name)
        {
            spec["serviceAccount"] = name;
        }
    }

    private static void Volume(JsonObject volume)
    {
        if (!volume.Any(field => field.Key != "name"))
        {
            volume["emptyDir"] = new JsonObject();
        }

        foreach (var kind in (string[])["configMap", "secret", "projected", "downwardAPI"])
        {
            if (volume[kind] is JsonObject source)
            {
                source.Default("defaultMode", FileMode);
            }
        }

        if (volume["hostPath"] is JsonObject hostPath)
        {
            hostPath.Default("type", "");
        }

        foreach (var source in volume["projected"].Each("sources"))
        {
            if (source["serviceAccountToken"] is JsonObject token)
            {
                token.Default("expirationSeconds", 3600);
            }
        }
    }
}
