using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using k8s.Exceptions;

namespace k8s;

public partial class Kubernetes
{
    private static SocketsHttpHandler Transport(KubernetesClientConfiguration config)
    {
        var transport = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (config.SkipTlsVerify)
        {
            throw new KubeConfigException("insecure-skip-tls-verify is refused by the bundled client: give it certificate-authority-data");
        }

        if (config.SslCaCerts is { } authorities)
        {
            transport.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                errors is SslPolicyErrors.None
                || (errors is SslPolicyErrors.RemoteCertificateChainErrors && Vouched(authorities, certificate, chain));
        }

        if (config.ClientCertificate() is { } own)
        {
            transport.SslOptions.ClientCertificates = [own];
            transport.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => own;
        }

        return transport;
    }

    private static bool Vouched(X509Certificate2Collection authorities, X509Certificate certificate, X509Chain chain)
    {
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        return certificate is X509Certificate2 presented && chain.Build(presented);
    }
}
