using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Serialization;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    public static readonly string KubeConfigDefaultLocation =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");

    public static KubernetesClientConfiguration BuildConfigFromConfigFile(
        string kubeconfigPath = null, string currentContext = null, string masterUrl = null, bool useRelativePaths = true) =>
        BuildConfigFromConfigFile(new FileInfo(kubeconfigPath ?? KubeConfigDefaultLocation), currentContext, masterUrl, useRelativePaths);

    public static KubernetesClientConfiguration BuildConfigFromConfigFile(
        FileInfo kubeconfig, string currentContext = null, string masterUrl = null, bool useRelativePaths = true)
    {
        using var stream = kubeconfig.OpenRead();
        var loaded = LoadKubeConfig(stream);
        loaded.FileName = useRelativePaths ? kubeconfig.FullName : null;
        return BuildConfigFromConfigObject(loaded, currentContext, masterUrl);
    }

    public static KubernetesClientConfiguration BuildConfigFromConfigFile(Stream kubeconfig, string currentContext = null, string masterUrl = null) =>
        BuildConfigFromConfigObject(LoadKubeConfig(kubeconfig), currentContext, masterUrl);

    public static K8SConfiguration LoadKubeConfig(Stream kubeconfigStream)
    {
        using var reader = new StreamReader(kubeconfigStream, leaveOpen: true);
        return new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<K8SConfiguration>(reader)
            ?? throw new KubeConfigException("the kubeconfig is empty");
    }

    public static KubernetesClientConfiguration BuildConfigFromConfigObject(
        K8SConfiguration k8SConfig, string currentContext = null, string masterUrl = null)
    {
        var name = currentContext ?? k8SConfig.CurrentContext;
        var context = k8SConfig.Contexts.FirstOrDefault(c => c.Name == name)?.ContextDetails;
        if (context is null && (name is not null || masterUrl is null))
        {
            throw new KubeConfigException($"The kubeconfig has no context `{name}`");
        }

        var configuration = new KubernetesClientConfiguration { CurrentContext = name, Host = masterUrl, Namespace = context?.Namespace };
        if (context is not null)
        {
            configuration.Take(Endpoint(k8SConfig, context), masterUrl, path => Resolve(k8SConfig, path));
            configuration.Take(Credentials(k8SConfig, context), path => Resolve(k8SConfig, path));
        }

        return configuration;
    }

    private static ClusterEndpoint Endpoint(K8SConfiguration kubeconfig, ContextDetails context) =>
        kubeconfig.Clusters.FirstOrDefault(c => c.Name == context.Cluster)?.ClusterEndpoint
        ?? throw new KubeConfigException($"The kubeconfig has no cluster `{context.Cluster}`");

    private static UserCredentials Credentials(K8SConfiguration kubeconfig, ContextDetails context)
    {
        var credentials = kubeconfig.Users.FirstOrDefault(u => u.Name == context.User)?.UserCredentials;
        return credentials is { ExternalExecution: { } exec }
            ? throw new KubeConfigException(
                $"user `{context.User}` gets its token from the command `{exec.Command}`, which the bundled client does not run: build with PulumiSdk=nuget")
            : credentials;
    }

    private static string Resolve(K8SConfiguration kubeconfig, string path) =>
        path is null || kubeconfig.FileName is null ? path : Path.Combine(Path.GetDirectoryName(kubeconfig.FileName)!, path);

    private void Take(ClusterEndpoint cluster, string masterUrl, Func<string, string> resolve)
    {
        Host = masterUrl ?? cluster.Server;
        if (string.IsNullOrWhiteSpace(Host) || !Uri.TryCreate(Host, UriKind.Absolute, out _))
        {
            throw new KubeConfigException($"The cluster's server `{Host}` is no URL");
        }

        SkipTlsVerify = cluster.SkipTlsVerify;
        TlsServerName = cluster.TlsServerName;
        if (!string.IsNullOrEmpty(cluster.CertificateAuthorityData))
        {
            SslCaCerts = [];
            SslCaCerts.ImportFromPem(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(cluster.CertificateAuthorityData)));
        }
        else if (!string.IsNullOrEmpty(cluster.CertificateAuthority))
        {
            SslCaCerts = [];
            SslCaCerts.ImportFromPemFile(resolve(cluster.CertificateAuthority));
        }
    }

    private void Take(UserCredentials user, Func<string, string> resolve)
    {
        AccessToken = user?.Token;
        Username = user?.UserName;
        Password = user?.Password;
        ClientCertificateData = user?.ClientCertificateData;
        ClientCertificateKeyData = user?.ClientKeyData;
        ClientCertificateFilePath = resolve(user?.ClientCertificate);
        ClientKeyFilePath = resolve(user?.ClientKey);
    }
}
