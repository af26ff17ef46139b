using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

internal sealed class DescribeTests(ServerKind kind) : KubectlTest(kind)
{
    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Workloads_and_their_pods_are_described(KubectlProgram kubectl)
    {
        var node = await NodeAsync("a");
        (await ApplyAsync(kubectl, WebManifest.Text())).Exits(0);
        (await ApplyAsync(kubectl, UsualManifest.Workloads)).Prints("statefulset.apps/db created\ndaemonset.apps/agent created\njob.batch/once created");
        (await RunAsync(kubectl, "rollout", "status", "deployment/web", "--timeout=60s")).Exits(0);
        await UntilAsync($"{Pods}?labelSelector=job-name%3Donce", pods => pods.Items.Any());
        await UntilAsync($"{Pods}/db-0", pod => pod.Status == 200);

        (await RunAsync(kubectl, "describe", "deployment,replicaset,service,configmap", "-l", "app=web")).Exits(0).Says(
            "Replicas: 2 desired | 2 updated | 2 total | 2 available | 0 unavailable", "StrategyType: RollingUpdate",
            "RollingUpdateStrategy: 25% max unavailable, 25% max surge",
            "Port: 8080/TCP", "memory: 64Mi", "Readiness: http-get http://:http/ delay=0s timeout=1s period=10s #success=1 #failure=3",
            "A: <set to the key 'a' of config map 'settings'>", "/settings from settings (rw)", "Available True MinimumReplicasAvailable",
            "Progressing True NewReplicaSetAvailable",
            "Normal ScalingReplicaSet AGE deployment-controller Scaled up replica set web-", "Controlled By: Deployment/web", "Replicas: 2 current / 2 desired",
            "Pods Status: 2 Running / 0 Waiting / 0 Succeeded / 0 Failed", "Normal SuccessfulCreate AGE replicaset-controller Created pod: web-",
            "Type: ClusterIP", "TargetPort: http/TCP", "Session Affinity: None", "one");
        (await RunAsync(kubectl, "describe", "pod", "-l", "app=web")).Exits(0).Says(
            $"Node: {node}/", "Status: Running", "Controlled By: ReplicaSet/web-", "Image: web:1", "Ready: True", "PodScheduled True", "QoS Class: Burstable",
            "node.kubernetes.io/not-ready:NoExecute op=Exists for AGE", $"Normal Scheduled AGE default-scheduler Successfully assigned {Namespace}/web-");
        (await RunAsync(kubectl, "describe", "statefulset,daemonset,job")).Exits(0).Says(
            "Replicas: 1 desired | 1 total", "Update Strategy: RollingUpdate", "StorageClass: none",
            "Normal SuccessfulCreate AGE statefulset-controller create Pod db-0 in StatefulSet db successful",
            "create Claim data-db-0 Pod db-0 in StatefulSet db success", "Node-Selector: nowhere=yes", "Desired Number of Nodes Scheduled: 0",
            "Parallelism: 1", "Completions: 1", "Labels: " + Differs("batch.kubernetes.io/controller-uid=", "controller-uid=", Because120),
            "Normal SuccessfulCreate AGE job-controller Created pod: once-");
        (await RunAsync(kubectl, "describe", "pod", "db-0")).Exits(0).Says(
            "Status: Pending", "Node: <none>", "controller-revision-hash=db-", "statefulset.kubernetes.io/pod-name=db-0", "ClaimName: data-db-0",
            "PodScheduled False", "Warning FailedScheduling AGE default-scheduler");
        (await RunAsync(kubectl, "get", "job", "once"))
            .Says("0/1")
            .Says(Differs("NAME STATUS COMPLETIONS DURATION AGE", "NAME COMPLETIONS DURATION AGE", Because120));
    }

    [TestCaseSource(typeof(KubectlProgram), nameof(KubectlProgram.All))]
    public async Task Everything_else_is_described(KubectlProgram kubectl)
    {
        (await ApplyAsync(kubectl, UsualManifest.Others)).Exits(0);
        await UntilAsync(Core("resourcequotas/quota"), quota => quota["status.hard.configmaps"] is not null);
        (await RunAsync(kubectl, "describe", "secret/key", "quota/quota", "limits/limits", "role/reader", "rolebinding/readers", "netpol/deny", "pvc/claim"))
            .Exits(0)
            .Says(
            "password: 3 bytes", "configmaps", "limits.cpu 0 8", "Container cpu - - 1 2 -", "pods [] [] [get list]", "ServiceAccount robot elsewhere",
            "Allowing ingress traffic:", "Policy Types: Ingress", "StorageClass: none", "Status: Pending", "Finalizers: [kubernetes.io/pvc-protection]",
            "Warning ProvisioningFailed AGE", "storageclass.storage.k8s.io \"none\" not found");
        (await RunAsync(kubectl, "describe", "ingress", "front")).Exits(0).Says("a.example.com", "/ web:80");
        (await RunAsync(kubectl, "describe", "hpa", "web")).Exits(0).Says("Reference: Deployment/web", "Min replicas: 1", "Max replicas: 3");
        (await RunAsync(kubectl, "get", "quota,limits,role,rolebinding,netpol")).Exits(0).Says(
            "quota AGE configmaps: ", "limits.cpu: 0/8", "NAME CREATED AT", "readers Role/reader AGE", "deny <none> AGE");
        (await RunAsync(kubectl, "get", "hpa")).Says("<unknown>/50% 1 3");

        (await ApplyAsync(kubectl, UsualManifest.Definition(Namespace))).Exits(0);
        (await RunAsync(kubectl, "wait", "--for=condition=Established", $"crd/widgets.{Namespace}.example.com", "--timeout=30s")).Exits(0);
        var widget = $"{{\"apiVersion\":\"{Namespace}.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{{\"name\":\"one\"}},\"spec\":{{\"size\":3}}}}";
        (await ApplyAsync(kubectl, widget)).Prints($"widget.{Namespace}.example.com/one created");
        (await RunAsync(kubectl, "describe", $"widgets.{Namespace}.example.com", "one")).Exits(0).Says("Kind: Widget", "Size: 3");
        (await RunAsync(kubectl, "get", $"widgets.{Namespace}.example.com")).Prints("NAME SIZE\none 3");
        Assert.That(async () => (await RunAsync(kubectl, "explain", "widgets.spec.size", $"--api-version={Namespace}.example.com/v1")).Normal,
            Does.Contain("<integer>").After(10_000, 300), "the schema is told a moment after the kind");
        (await RunAsync(kubectl, "patch", $"widgets.{Namespace}.example.com", "one", "--type=merge", "-p", """{"spec":{"size":"x"}}""")).Refuses("spec.size");
        (await RunAsync(kubectl, "describe", "crd", $"widgets.{Namespace}.example.com"))
            .Exits(0)
            .Says("Kind: CustomResourceDefinition", "Stored Versions:\nv1");
        (await RunAsync(kubectl, "delete", "crd", $"widgets.{Namespace}.example.com")).Exits(0);
    }
}
