namespace CniMigration.Tests.Provider;

/// <summary>The objects that the tests start from.</summary>
internal static class Manifests
{
    public const string AwsNode = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: aws-node, namespace: kube-system, labels: {k8s-app: aws-node}}
        spec:
          selector: {matchLabels: {k8s-app: aws-node}}
          template:
            metadata: {labels: {k8s-app: aws-node}}
            spec:
              hostNetwork: true
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                    - matchExpressions:
                      - {key: kubernetes.io/os, operator: In, values: [linux]}
                      - {key: eks.amazonaws.com/compute-type, operator: NotIn, values: [fargate]}
                    - matchExpressions:
                      - {key: kubernetes.io/arch, operator: In, values: [arm64]}
              containers:
              - {name: aws-node, image: "amazon-k8s-cni:v1.20.0"}
        """;

    public const string Autoscaler = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cluster-autoscaler, namespace: kube-system}
        spec:
          replicas: 2
          selector: {matchLabels: {app: cluster-autoscaler}}
          template:
            metadata: {labels: {app: cluster-autoscaler}}
            spec:
              containers:
              - {name: cluster-autoscaler, image: "cluster-autoscaler:v1.33.0"}
        """;

    public static string Node(string name, string group, bool ready = true, string labels = "", string spec = "") => $$$"""
        apiVersion: v1
        kind: Node
        metadata: {name: {{{name}}}, labels: {"eks.amazonaws.com/nodegroup": {{{group}}}{{{labels}}}}}
        spec: {{{{spec}}}}
        status:
          conditions:
          - {type: Ready, status: "{{{(ready ? "True" : "False")}}}"}
        """;

    public static string Pod(string name, string node, string phase = "Running", string spec = "") => $$$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{{name}}}, namespace: default, labels: {app: shop}}
        spec:
          nodeName: {{{node}}}
          containers:
          - {name: app, image: "shop:v1"}
          {{{spec}}}
        status: {phase: {{{phase}}}}
        """;

    public static string DaemonSet(string name, string affinity = "{}") => $$$"""
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: {{{name}}}, namespace: kube-system}
        spec:
          selector: {matchLabels: {k8s-app: {{{name}}}}}
          template:
            metadata: {labels: {k8s-app: {{{name}}}}}
            spec:
              affinity: {{{affinity}}}
              containers:
              - {name: agent, image: "agent:v1"}
        """;
}
