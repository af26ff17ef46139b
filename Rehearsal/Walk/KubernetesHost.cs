using System.Security.Cryptography;
using CniMigration.ControlPlane;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Simulator.Hosting;

namespace CniMigration.Rehearsal.Walk;

/// <summary>Starts a real Kubernetes control plane for the embedded cloud.</summary>
internal sealed class KubernetesHost
{
    private readonly ControlPlaneInstallation installation = ControlPlaneInstallation.Find()
        ?? throw new ConfigurationException(ControlPlaneInstallation.HowToInstall);

    public async Task<ControlPlaneAccess> StartAsync(ControlPlaneNeeds needs, CancellationToken cancellationToken)
    {
        var token = "k8s-aws-v1." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        var migration = new ControlPlaneUser(token, "arn:aws:sts::111122223333:assumed-role/migration", MigrationUser.Group);
        var egress = Path.Combine(Path.GetDirectoryName(needs.PodTunnel)!, "egress.yaml");
        await File.WriteAllTextAsync(egress, $"""
            apiVersion: apiserver.k8s.io/v1beta1
            kind: EgressSelectorConfiguration
            egressSelections:
            - name: cluster
              connection:
                proxyProtocol: HTTPConnect
                transport:
                  uds:
                    udsName: {needs.PodTunnel}
            """, cancellationToken);
        var controlPlane = await KubernetesControlPlane.StartAsync(installation, new ControlPlaneOptions
        {
            Users = [migration],
            ApiServerFlags = [$"--service-cluster-ip-range={needs.ServiceCidr}", $"--egress-selector-config-file={egress}"],
        }, cancellationToken);
        return new ControlPlaneAccess
        {
            Endpoint = controlPlane.Endpoint,
            AuthorityPem = controlPlane.AuthorityPem,
            AdministratorToken = controlPlane.Token,
            MigrationToken = migration.Token,
            Lifetime = controlPlane,
        };
    }
}
