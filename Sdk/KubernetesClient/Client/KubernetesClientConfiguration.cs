using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    public string CurrentContext { get; private set; }
    public string Namespace { get; set; }
    public string Host { get; set; }
    public X509Certificate2Collection SslCaCerts { get; set; }
    public string ClientCertificateData { get; set; }
    public string ClientCertificateKeyData { get; set; }
    public string ClientCertificateFilePath { get; set; }
    public string ClientKeyFilePath { get; set; }
    public bool SkipTlsVerify { get; set; }
    public string TlsServerName { get; set; }
    public string UserAgent { get; set; }
    public string Username { get; set; }
    public string Password { get; set; }
    public string AccessToken { get; set; }
    public ITokenProvider TokenProvider { get; set; }
    public TimeSpan HttpClientTimeout { get; set; } = TimeSpan.FromSeconds(100);
    public bool DisableHttp2 { get; set; }

    /// <summary>The client's own certificate, if the user of the context has one.</summary>
    internal X509Certificate2 ClientCertificate()
    {
        var certificate = Pem(ClientCertificateData, ClientCertificateFilePath);
        var key = Pem(ClientCertificateKeyData, ClientKeyFilePath);
        if (certificate is null || key is null)
        {
            return null;
        }

        // A key that was read from PEM is ephemeral, which TLS does not accept on every platform.
        using var read = X509Certificate2.CreateFromPem(certificate, key);
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
    }

    private static string Pem(string data, string path) =>
        !string.IsNullOrEmpty(data) ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : !string.IsNullOrEmpty(path) ? File.ReadAllText(path)
        : null;
}
