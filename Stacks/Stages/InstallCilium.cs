using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>Cilium is installed, for nodes still to come.</summary>
internal sealed class InstallCilium() : Stage("install-cilium")
{
    public override ImmutableArray<Condition> Entry { get; } =
    [
        NodeConditions.NoForeignNodes, CiliumConditions.IssuerIsTrusted, CiliumConditions.SourcesAllowed, ServiceConditions.HostPortsAreServed,
    ];

    public override ImmutableArray<Condition> Exit { get; } = [NodeConditions.NoCiliumNodes, NodeConditions.NoCiliumInstances];

    public override ClusterShape Change(ClusterShape before) => before with { CiliumInstalled = true, CiliumKeepsOff = true };

    public override bool ShowsIn(LiveCluster live, MigrationState state) => state.Cilium.Present;

    public override IEnumerable<string> Missing(Inspection at)
    {
        var cilium = at.State.Cilium;
        if (cilium.Present != at.Shape.CiliumInstalled)
        {
            yield return cilium.Present ? "Cilium is still installed" : "Cilium is not installed";
        }

        if (!at.Shape.CiliumInstalled)
        {
            yield break;
        }

        if (cilium.ReleaseStatus is not (null or "" or "deployed"))
        {
            yield return $"Cilium's release is {cilium.ReleaseStatus}";
        }

        if (!cilium.RolledOut)
        {
            yield return $"{cilium.Ready} of {cilium.Desired} Cilium agents ready";
        }

        if (cilium.AvoidsOldNodes != at.Shape.CiliumKeepsOff)
        {
            yield return "Cilium's placement is not this stage's";
        }

        if (PolicyConditions.IsOn(cilium.PolicyMode) != at.Live.EnforcesPolicies(at.Shape))
        {
            yield return $"Cilium's policy mode is {cilium.PolicyMode}";
        }
    }

    public override void Declare(StageScope scope)
    {
        var settings = scope.Settings;
        var release = scope.Chain.Then(new CiliumRelease(
            "cilium",
            new CiliumReleaseArgs
            {
                Providers = scope.Providers,
                Options = settings.Cilium with
                {
                    Masquerade = scope.Live.Sources.Cilium,
                    KeepsOff = scope.Shape.CiliumKeepsOff ? scope.Live.Source : null,
                    EnforcePolicy = scope.Live.EnforcesPolicies(scope.Shape),
                    ApiServer = scope.Live.Endpoint is { } endpoint ? new Uri(endpoint) : null,
                    Size = scope.Size,
                    UnlabelledGroups = settings.AdoptCluster ? settings.OldNodeGroups : [],
                },
                OidcProviderArn = scope.Foundation.OidcProviderArn,
                OidcProviderUrl = scope.Foundation.OidcProviderUrl,
                TakenBackBefore = scope.Chain.Changes,
            },
            scope.Next()));
        scope.Chain.Changed(release.Ends);
        scope.NodeGroups.Release = release.Ends;
        scope.Gate(rollouts: [StageScope.CiliumAgents with { AbsentOn = settings.Nodes.Old, AllowZero = true }]);
    }
}
