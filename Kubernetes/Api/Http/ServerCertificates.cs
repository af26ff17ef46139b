using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>
/// A certificate authority and a certificate for an API server on the loopback address, made for one run. They are as valid as the wall clock says,
/// whatever the cluster's says.
/// </summary>
/// <param name="AuthorityPem">The authority's certificate, in PEM.</param>
/// <param name="ServerPem">The server's certificate, in PEM.</param>
/// <param name="ServerKeyPem">The server's private key, in PEM.</param>
public sealed record ServerCertificates(string AuthorityPem, string ServerPem, string ServerKeyPem)
{
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Makes them.</summary>
    /// <param name="now">The wall clock's time; they are valid from a day before until 29 days after it.</param>
    public static ServerCertificates Generate(DateTimeOffset now)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=kubernetes", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, false));
        using var authority = authorityRequest.CreateSelfSigned(now - Slack, now + Lifetime);

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", serverKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        request.CertificateExtensions.Add(names.Build());
        using var server = request.Create(authority, now - Slack, now + Lifetime - Slack, RandomNumberGenerator.GetBytes(8));
        return new ServerCertificates(authority.ExportCertificatePem(), server.ExportCertificatePem(), serverKey.ExportECPrivateKeyPem());
    }

    /// <summary>The server's certificate with its key, as a server in this process takes it.</summary>
    internal X509Certificate2 Server()
    {
        using var withKey = X509Certificate2.CreateFromPem(ServerPem, ServerKeyPem);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
