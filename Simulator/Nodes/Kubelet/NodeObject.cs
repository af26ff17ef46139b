using System.Globalization;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Cloud.Compute;

namespace CniMigration.Simulator.Nodes.Kubelet;

/// <summary>A Node as EKS's kubelets register it.</summary>
internal static class NodeObject
{
    private const int KiPerGi = 1024 * 1024;

    public static JsonObject Create(ClusterContext cluster, Instance instance, NodeSettings settings) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = instance.NodeName,
            ["labels"] = Labels(cluster, instance, settings),
            ["annotations"] = new JsonObject
            {
                ["alpha.kubernetes.io/provided-node-ip"] = instance.Address,
                ["node.alpha.kubernetes.io/ttl"] = "0",
                ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true",
            },
        },
        ["spec"] = new JsonObject
        {
            ["providerID"] = $"aws:///{instance.Subnet.Zone}/{instance.Id}",
            ["taints"] = new JsonArray([.. settings.Taints.Select(taint => new JsonObject
            {
                ["key"] = taint.Key, ["value"] = taint.Value, ["effect"] = taint.Effect,
            })]),
        },
    };

    public static void SetStatus(JsonObject status, ClusterContext cluster, Instance instance, NodeSettings settings)
    {
        var type = instance.Type;
        status["capacity"] = Resources(type, settings, type.Cpus * 1000, (type.MemoryGiB * KiPerGi) - 454_168);
        status["allocatable"] = Resources(type, settings, (type.Cpus * 1000) - 70, (type.MemoryGiB * KiPerGi) - 1_144_344);
        status["addresses"] = new JsonArray(
            Address("InternalIP", instance.Address), Address("InternalDNS", instance.NodeName), Address("Hostname", instance.NodeName));
        status["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } };
        status["nodeInfo"] = new JsonObject
        {
            ["machineID"] = "ec2" + instance.Id[2..],
            ["systemUUID"] = "ec2" + instance.Id[2..],
            ["bootID"] = Guid.NewGuid().ToString(),
            ["kernelVersion"] = "6.12.46-66.121.amzn2023.x86_64",
            ["osImage"] = "Amazon Linux 2023.9.20251014",
            ["containerRuntimeVersion"] = "containerd://2.1.4",
            ["kubeletVersion"] = settings.KubeletVersion ?? cluster.KubeletVersion,
            ["kubeProxyVersion"] = settings.KubeletVersion ?? cluster.KubeletVersion,
            ["operatingSystem"] = "linux",
            ["architecture"] = "amd64",
        };
    }

    /// <summary>Sets the conditions that the kubelet reports; a node is Ready once its CNI directory holds a configuration.</summary>
    public static void SetConditions(JsonObject status, DateTimeOffset now, bool networkReady)
    {
        SetCondition(status, now, "MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available");
        SetCondition(status, now, "DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure");
        SetCondition(status, now, "PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available");
        if (networkReady)
        {
            SetCondition(status, now, "Ready", "True", "KubeletReady", "kubelet is posting ready status");
        }
        else
        {
            SetCondition(status, now, "Ready", "False", "KubeletNotReady", "container runtime network not ready: NetworkReady=false "
                + "reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized");
        }
    }

    /// <summary>What the node controller makes of a kubelet that no longer reports.</summary>
    public static void SetSilent(JsonObject status, DateTimeOffset now)
    {
        foreach (var type in (string[])["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"])
        {
            status.SetCondition(now, type, "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.");
        }
    }

    private static void SetCondition(JsonObject status, DateTimeOffset now, string type, string value, string reason, string message)
    {
        status.SetCondition(now, type, value, reason, message);
        foreach (var condition in status.List("conditions").OfType<JsonObject>().Where(condition => (string?)condition["type"] == type))
        {
            condition["lastHeartbeatTime"] = now.Timestamp();
        }
    }

    private static JsonObject Labels(ClusterContext cluster, Instance instance, NodeSettings settings)
    {
        var labels = new JsonObject
        {
            ["beta.kubernetes.io/arch"] = "amd64",
            ["beta.kubernetes.io/instance-type"] = instance.Type.Name,
            ["beta.kubernetes.io/os"] = "linux",
            ["eks.amazonaws.com/capacityType"] = settings.CapacityType,
            ["eks.amazonaws.com/nodegroup"] = instance.NodeGroup,
            ["eks.amazonaws.com/nodegroup-image"] = "ami-0c1f44f890950b53c",
            ["failure-domain.beta.kubernetes.io/region"] = cluster.Region,
            ["failure-domain.beta.kubernetes.io/zone"] = instance.Subnet.Zone,
            ["k8s.io/cloud-provider-aws"] = "b8ad4c9f0e9c2d2c4a1b7e1a5f5d3a36",
            ["kubernetes.io/arch"] = "amd64",
            ["kubernetes.io/hostname"] = instance.NodeName,
            ["kubernetes.io/os"] = "linux",
            ["node.kubernetes.io/instance-type"] = instance.Type.Name,
            ["topology.ebs.csi.aws.com/zone"] = instance.Subnet.Zone,
            ["topology.kubernetes.io/region"] = cluster.Region,
            ["topology.kubernetes.io/zone"] = instance.Subnet.Zone,
        };
        foreach (var (key, value) in settings.Labels)
        {
            labels[key] = value;
        }

        return labels;
    }

    private static JsonObject Resources(InstanceType type, NodeSettings settings, int milliCpu, int memoryKi) => new()
    {
        ["cpu"] = milliCpu % 1000 == 0 ? Text(milliCpu / 1000) : Text(milliCpu) + "m",
        ["ephemeral-storage"] = Text(settings.DiskSizeGiB * KiPerGi) + "Ki",
        ["memory"] = Text(memoryKi) + "Ki",
        ["pods"] = Text(type.MaxPods),
    };

    private static JsonObject Address(string type, string address) => new() { ["type"] = type, ["address"] = address };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
