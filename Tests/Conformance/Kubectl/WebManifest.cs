namespace CniMigration.Tests.Conformance.Kubectl;

/// <summary>A small application of several documents.</summary>
internal static class WebManifest
{
    public static string Text(string image = "web:1", string second = "  b: two\n") => $$$$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, labels: {app: web}}
        data:
          a: one
        {{{{second}}}}---
        apiVersion: v1
        kind: Service
        metadata: {name: web, labels: {app: web}}
        spec: {selector: {app: web}, ports: [{name: http, protocol: TCP, port: 80, targetPort: http}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {app: web}}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: {{{{image}}}}
                ports: [{name: http, protocol: TCP, containerPort: 8080}]
                env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]
                resources: {requests: {cpu: 100m, memory: 64Mi}}
                readinessProbe: {httpGet: {path: /, port: http}}
                volumeMounts: [{name: settings, mountPath: /settings}]
              volumes: [{name: settings, configMap: {name: settings}}]
        """;
}
