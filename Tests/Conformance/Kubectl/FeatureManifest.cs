namespace CniMigration.Tests.Conformance.Kubectl;

/// <summary>What popular manifests are made of, beside Deployments and Services, in the versions that a current server has.</summary>
internal static class FeatureManifest
{
    public const string Policies = """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: NAME}
        webhooks:
        - {name: a.example.com, sideEffects: None, admissionReviewVersions: [v1], failurePolicy: Ignore, clientConfig: {service: {name: hook, namespace: NAME}},
           namespaceSelector: {matchLabels: {nobody: here}}, rules: [{apiGroups: [example.com], apiVersions: ["*"], operations: [CREATE], resources: [things]}]}
        ---
        apiVersion: apiregistration.k8s.io/v1
        kind: APIService
        metadata: {name: v1.NAME.example.com}
        spec:
          group: NAME.example.com
          version: v1
          groupPriorityMinimum: 100
          versionPriority: 100
          insecureSkipTLSVerify: true
          service: {name: metrics, namespace: NAME}
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: NAME}
        spec: {controller: example.com/ingress}
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: NAME}
        value: 1000
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: NAME}
        handler: runc
        ---
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: leader}
        spec: {holderIdentity: me, leaseDurationSeconds: 15}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec: {limits: [{type: Container, defaultRequest: {cpu: 10m}}]}
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: quota}
        spec: {hard: {pods: "20"}}
        ---
        apiVersion: autoscaling/v1
        kind: HorizontalPodAutoscaler
        metadata: {name: first}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: nobody}, minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 50}
        """;

    public const string Newer = """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: second}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: nobody}
          maxReplicas: 3
          metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: nightly}
        spec: {schedule: "0 1 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: c}]}}}}}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: budget}
        spec: {maxUnavailable: 1, selector: {matchLabels: {app: db}}}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: outside}
        addressType: IPv4
        endpoints: [{addresses: [192.0.2.1]}]
        ports: [{name: http, protocol: TCP, port: 80}]
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: NAME}
        spec:
          matchConstraints: {resourceRules: [{apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [things]}]}
          validations: [{expression: "true"}]
        ---
        apiVersion: flowcontrol.apiserver.k8s.io/v1
        kind: FlowSchema
        metadata: {name: NAME}
        spec: {priorityLevelConfiguration: {name: catch-all}, matchingPrecedence: 9000}
        """;

    public const string Workload = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          replicas: 2
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              securityContext: {runAsNonRoot: true, fsGroup: 1000}
              topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: db}}}
              initContainers: [{name: prepare, image: prepare, volumeMounts: [{name: scratch, mountPath: /scratch}]}]
              containers:
              - name: db
                image: db
                securityContext: {readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                startupProbe: {exec: {command: [ready]}}
                livenessProbe: {httpGet: {path: /, port: 8080}}
                volumeMounts: [{name: data, mountPath: /data}, {name: identity, mountPath: /identity}]
              - {name: sidecar, image: sidecar}
              volumes:
              - {name: scratch, emptyDir: {}}
              - {name: host, hostPath: {path: /var/log, type: Directory}}
              - name: identity
                projected:
                  sources: [{serviceAccountToken: {path: token}}, {downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}]
          volumeClaimTemplates:
          - {metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: NAME, resources: {requests: {storage: 1Gi}}}}
        """;

    /// <summary>A class whose volumes are made by hand, in one zone.</summary>
    public const string Storage = """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: NAME}
        provisioner: kubernetes.io/no-provisioner
        volumeBindingMode: WaitForFirstConsumer
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: NAME-0}
        spec:
          capacity: {storage: 2Gi}
          accessModes: [ReadWriteOnce]
          storageClassName: NAME
          persistentVolumeReclaimPolicy: Retain
          local: {path: /data}
          nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [zone-b]}]}]}}
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: NAME-1}
        spec:
          capacity: {storage: 2Gi}
          accessModes: [ReadWriteOnce]
          storageClassName: NAME
          persistentVolumeReclaimPolicy: Retain
          local: {path: /data}
          nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [zone-b]}]}]}}
        """;
}
