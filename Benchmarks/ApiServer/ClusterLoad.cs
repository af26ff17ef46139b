using System.Text;

namespace CniMigration.Benchmarks.ApiServer;

/// <summary>The objects of a large cluster, each about as large as in life.</summary>
internal static class ClusterLoad
{
    public const int Applications = 100;

    public static byte[] Node(int index) => Encoding.UTF8.GetBytes($$"""
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"{{NodeName(index)}}","labels":{"kubernetes.io/hostname":"{{NodeName(index)}}",
         "kubernetes.io/os":"linux",
         "topology.kubernetes.io/zone":"us-west-1{{(char)('a' + (index % 3))}}","node.kubernetes.io/instance-type":"m5.large"} },
         "status":{"capacity":{"cpu":"2","memory":"8Gi","pods":"110"},"allocatable":{"cpu":"1930m","memory":"7Gi","pods":"110"},
          "conditions":[{"type":"Ready","status":"True","reason":"KubeletReady","message":"kubelet is posting ready status"}],
          "addresses":[{"type":"InternalIP","address":"10.{{index / 250}}.{{index % 250}}.1"},{"type":"Hostname","address":"{{NodeName(index)}}"}] } }
        """);

    public static byte[] Pod(int index, int nodes) => Encoding.UTF8.GetBytes($$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{PodName(index)}}","labels":{"app":"app-{{index % Applications}}","pod-template-hash":"5d4f8c7b9"},
          "annotations":{"example.com/config-hash":"0123456789abcdef0123456789abcdef0123456789abcdef"} },
         "spec":{"nodeName":"{{NodeName(index % nodes)}}","tolerations":[{"operator":"Exists"}],"automountServiceAccountToken":false,"containers":[
          {"name":"app","image":"registry.example.com/team/app-{{index % Applications}}:1.2.3","args":["--port=8080","--log=info"],
           "ports":[{"containerPort":8080,"name":"http"}],
           "env":[{"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"} } },{"name":"REGION","value":"us-west-1"},{"name":"LEVEL",
            "value":"info"}],
           "resources":{"requests":{"cpu":"50m","memory":"64Mi"},"limits":{"memory":"128Mi"} },
           "readinessProbe":{"httpGet":{"path":"/ready","port":8080} },"livenessProbe":{"httpGet":{"path":"/live","port":8080} },
           "volumeMounts":[{"name":"config","mountPath":"/etc/app"}]},
          {"name":"proxy","image":"registry.example.com/mesh/proxy:4.5.6","resources":{"requests":{"cpu":"10m","memory":"32Mi"} } }],
          "volumes":[{"name":"config","configMap":{"name":"app-{{index % Applications}}"} }] } }
        """);

    public static string NodeName(int index) => $"ip-10-{index / 250}-{index % 250}-1.us-west-1.compute.internal";

    public static string PodName(int index) => $"app-{index % Applications}-5d4f8c7b9-{index:x5}";

    /// <summary>Does something for each number below a count, sixteen at a time.</summary>
    public static Task EachAsync(int count, Func<int, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
            async (index, token) => await act(index, token));
}
