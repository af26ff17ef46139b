using CniMigration.Kubernetes.Api;
using CniMigration.Kubernetes.Controllers.Garbage;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Kubernetes.Controllers;

/// <summary>Says, once for each object, that nothing here acts on its kind.</summary>
internal sealed class NotModelledNotice : Controller
{
    private static readonly Dictionary<ResourceType, string> Notices = new()
    {
        [ResourceTypes.CronJobs] = "CronJobs are not modelled here: nothing starts Jobs by their schedule.",
        [ResourceTypes.HorizontalPodAutoscalers] = "HorizontalPodAutoscalers are not modelled here: nothing changes replicas by load.",
        [ResourceTypes.Ingresses] = "Ingresses are not modelled here: nothing brings traffic in by them.",
        [ResourceTypes.IngressClasses] = "IngressClasses are not modelled here: nothing brings traffic in by them.",
        [ResourceTypes.NetworkPolicies] = "NetworkPolicies are enforced here by Cilium only: on nodes of aws-node nothing is held back by them.",
        [ResourceTypes.ReplicationControllers] = "ReplicationControllers are not modelled here: nothing starts pods for them.",
        [ResourceTypes.RuntimeClasses] = "RuntimeClasses are not modelled here: all containers run, or pretend to, in the same way.",
        [ResourceTypes.ValidatingWebhookConfigurations] = "Webhooks are not called here: nothing is refused by them.",
        [ResourceTypes.MutatingWebhookConfigurations] = "Webhooks are not called here: nothing is changed by them.",
        [ResourceTypes.ValidatingAdmissionPolicies] = "ValidatingAdmissionPolicies are not evaluated here: nothing is refused by them.",
        [ResourceTypes.ValidatingAdmissionPolicyBindings] = "ValidatingAdmissionPolicies are not evaluated here: nothing is refused by them, bound or not.",
        [ResourceTypes.FlowSchemas] = "FlowSchemas are not modelled here: requests are not queued by them.",
        [ResourceTypes.PriorityLevels] = "PriorityLevelConfigurations are not modelled here: requests are not queued by them.",
        [ResourceTypes.CertificateSigningRequests] = "CertificateSigningRequests are not modelled here: nothing signs them.",
        [ResourceTypes.IpAddresses] = "IPAddresses are not modelled here: the addresses of Services are kept elsewhere.",
        [ResourceTypes.ServiceCidrs] = "ServiceCIDRs are not modelled here: Services get addresses of the cluster's first range only.",
        [ResourceTypes.CsiDrivers] = "CSIDrivers are not modelled here: volumes come from EBS, whatever other driver is there.",
        [ResourceTypes.CsiNodes] = "CSINodes are not modelled here: nothing counts the volumes of nodes by them.",
        [ResourceTypes.CsiStorageCapacities] = "CSIStorageCapacities are not modelled here: storage has no end.",
        [ResourceTypes.ApiServices] = "APIServices are not modelled here: requests are not handed on to other API servers.",
    };

    private const string CiliumGroup = "cilium.io";
    private const string RulesNotice = "Rules in x-kubernetes-validations are not evaluated here: objects are held to the rest of their schema only.";
    private const string WebhookNotice = "Conversion webhooks are not called here: only the version that is stored can be read and written.";

    private readonly AllTypes types;

    public NotModelledNotice(ControllerContext context, AllTypes types)
        : base(context)
    {
        this.types = types;
        types.Found += informer =>
        {
            if (!Concerns(informer.Type)) return;
            informer.SubscribeToResources(change =>
            {
                if (change is { Old: null, New: { } added }) Queue.Add(new GraphKey(informer, added.Key).ToString());
            });
        };
    }

    public override string Name => "not-modelled";

    protected override Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var parts = key.Split('|', 2);
        if (types.Find(parts[0]) is { } informer && informer.FindResource(parts[1]) is { } item && NoticeOf(informer.Type, item) is { } notice)
            Context.Events.Warning(item, Name, "NotModelled", notice);
        return Task.CompletedTask;
    }

    // Cilium's own kinds are written and read by its agents and its operator.
    private static bool Concerns(ResourceType type) =>
        Notices.ContainsKey(type) || type == ResourceTypes.CustomResourceDefinitions || type == ResourceTypes.Services || (type.IsCustom && type.Group != CiliumGroup);

    private static string? NoticeOf(ResourceType type, Resource item)
    {
        if (type == ResourceTypes.Services)
        {
            return (string?)item.Source.ToJson()["spec"]?["type"] == "LoadBalancer"
                ? "Load balancers are not modelled here: nothing brings traffic in by this Service, and its address stays pending." : null;
        }
        if (type != ResourceTypes.CustomResourceDefinitions)
            return Notices.GetValueOrDefault(type) ?? $"{type.Kind} is stored and served here, and nothing acts on it: no operator runs in these pods.";
        var definition = item.Source.Json.Span;
        var (rules, webhook) = (definition.IndexOf("\"x-kubernetes-validations\""u8) >= 0, ConvertsByWebhook(item));
        return (rules, webhook) switch
        {
            (true, true) => $"{RulesNotice} {WebhookNotice}",
            (true, false) => RulesNotice,
            (false, true) => WebhookNotice,
            _ => null,
        };
    }

    private static bool ConvertsByWebhook(Resource definition) =>
        (string?)definition.Source.ToJson()["spec"]?["conversion"]?["strategy"] == "Webhook";
}
