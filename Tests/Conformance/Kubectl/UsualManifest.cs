namespace CniMigration.Tests.Conformance.Kubectl;

/// <summary>One of everything usual, with nothing that has to run: no node is called <c>nowhere</c>.</summary>
internal static class UsualManifest
{
    public const string Workloads = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          replicas: 1
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec: {nodeSelector: {nowhere: "yes"}, containers: [{name: db, image: "db:1", volumeMounts: [{name: data, mountPath: /data}]}]}
          volumeClaimTemplates:
          - {metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}}
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent}
        spec:
          selector: {matchLabels: {app: agent}}
          template: {metadata: {labels: {app: agent}}, spec: {nodeSelector: {nowhere: "yes"}, containers: [{name: agent, image: "agent:1"}]}}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: once}
        spec: {template: {spec: {restartPolicy: Never, nodeSelector: {nowhere: "yes"}, containers: [{name: c, image: c}]}}}
        """;

    public const string Others = """
        apiVersion: v1
        kind: Secret
        metadata: {name: key}
        stringData: {password: abc}
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: quota}
        spec: {hard: {configmaps: "20", limits.cpu: "8"}}
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec: {limits: [{type: Container, default: {cpu: "2"}, defaultRequest: {cpu: "1"}}]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader}
        rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: readers}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects: [{kind: ServiceAccount, name: robot, namespace: elsewhere}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: front}
        spec: {rules: [{host: a.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        ---
        apiVersion: autoscaling/v1
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 50}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: claim}
        spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}
        """;

    /// <summary>A kind of somebody's own, in the group of a name.</summary>
    public static string Definition(string name) => """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.NAME.example.com}
        spec:
          group: NAME.example.com
          scope: Namespaced
          names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList, shortNames: [wd]}
          versions:
          - name: v1
            served: true
            storage: true
            additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
            schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
        """.Replace("NAME", name, StringComparison.Ordinal);
}
