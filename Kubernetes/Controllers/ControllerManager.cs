using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers.Access;
using CniMigration.Kubernetes.Controllers.Disruption;
using CniMigration.Kubernetes.Controllers.Garbage;
using CniMigration.Kubernetes.Controllers.Namespaces;
using CniMigration.Kubernetes.Controllers.Nodes;
using CniMigration.Kubernetes.Controllers.Quotas;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Controllers.Scheduling;
using CniMigration.Kubernetes.Controllers.Services;
using CniMigration.Kubernetes.Controllers.Volumes;
using CniMigration.Kubernetes.Controllers.Workloads;
using CniMigration.Kubernetes.Controllers.Workloads.DaemonSets;
using CniMigration.Kubernetes.Controllers.Workloads.Deployments;
using CniMigration.Kubernetes.Controllers.Workloads.Jobs;
using CniMigration.Kubernetes.Controllers.Workloads.StatefulSets;

namespace CniMigration.Kubernetes.Controllers;

/// <summary>All controllers of one cluster, the scheduler included.</summary>
internal sealed class ControllerManager : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Controller> controllers = [];
    private readonly List<Task> running = [];
    private readonly ControllerContext context;
    private readonly AllTypes types;

    private ControllerManager(IApiClient client, TimeProvider clock, ControllerManagerOptions options)
    {
        var events = new EventRecorder(client, clock, options.OnFailure);
        context = new ControllerContext(client, clock, new ClusterCache(), events, options.OnFailure);
        types = new AllTypes(context, options.Types, stopping.Token);
        controllers.AddRange(
        [
            new NamespaceController(context, options.Types, options.RootCertificate),
            new NodeLifecycleController(context),
            new TaintEvictionController(context),
            new PodGarbageController(context, options.OrphanQuarantine),
            new Scheduler(context, options.Seed),
            new ReplicaSetController(context),
            new DeploymentController(context),
            new DaemonSetController(context),
            new StatefulSetController(context),
            new JobController(context),
            new NotModelledNotice(context, types, options.GroupsActedOn),
            new DisruptionController(context),
            new EndpointsController(context),
            new EndpointSliceController(context),
            new ClaimBinder(context, options.ProvisionDelay),
            new AttachDetachController(context, options.AttachDelay),
            new GarbageCollector(context, types),
            new CustomTypeWatch(context, types),
            new ResourceQuotaController(context, types, options.Types),
            new ClusterRoleAggregationController(context, types),
        ]);
    }

    /// <summary>Starts the controllers; they act as soon as they have seen the whole cluster.</summary>
    public static async Task<ControllerManager> StartAsync(
        IApiClient client, TimeProvider clock, ControllerManagerOptions options, CancellationToken cancellationToken)
    {
        var manager = new ControllerManager(client, clock, options);
        try
        {
            await manager.StartAsync(cancellationToken);
        }
        catch
        {
            await manager.DisposeAsync();
            throw;
        }
        return manager;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Concat(types.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var controller in controllers)
        {
            controller.Dispose();
        }

        stopping.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var token = stopping.Token;
        types.Refresh();
        running.Add(context.Events.RunAsync(token));
        running.AddRange(context.Cache.All.Select(informer => informer.RunAsync(context.Client, context.Clock, context.OnFailure, token)));
        foreach (var informer in context.Cache.All)
        {
            await informer.WaitForSyncAsync(cancellationToken);
        }

        running.AddRange(controllers.Select(controller => controller.RunAsync(token)));
    }
}
