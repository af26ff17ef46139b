using YamlDotNet.Serialization;

namespace k8s.KubeConfigModels;

public class K8SConfiguration
{
    [YamlMember(Alias = "apiVersion")] public string ApiVersion { get; set; }
    [YamlMember(Alias = "kind")] public string Kind { get; set; }
    [YamlMember(Alias = "current-context")] public string CurrentContext { get; set; }
    [YamlMember(Alias = "contexts")] public IEnumerable<Context> Contexts { get; set; } = [];
    [YamlMember(Alias = "clusters")] public IEnumerable<Cluster> Clusters { get; set; } = [];
    [YamlMember(Alias = "users")] public IEnumerable<User> Users { get; set; } = [];
    [YamlIgnore] public string FileName { get; set; }
}

public class Context
{
    [YamlMember(Alias = "name")] public string Name { get; set; }
    [YamlMember(Alias = "context")] public ContextDetails ContextDetails { get; set; }
}

public class ContextDetails
{
    [YamlMember(Alias = "cluster")] public string Cluster { get; set; }
    [YamlMember(Alias = "user")] public string User { get; set; }
    [YamlMember(Alias = "namespace")] public string Namespace { get; set; }
}

public class Cluster
{
    [YamlMember(Alias = "name")] public string Name { get; set; }
    [YamlMember(Alias = "cluster")] public ClusterEndpoint ClusterEndpoint { get; set; }
}

public class ClusterEndpoint
{
    [YamlMember(Alias = "server")] public string Server { get; set; }
    [YamlMember(Alias = "certificate-authority")] public string CertificateAuthority { get; set; }
    [YamlMember(Alias = "certificate-authority-data")] public string CertificateAuthorityData { get; set; }
    [YamlMember(Alias = "tls-server-name")] public string TlsServerName { get; set; }
    [YamlMember(Alias = "insecure-skip-tls-verify")] public bool SkipTlsVerify { get; set; }
}

public class User
{
    [YamlMember(Alias = "name")] public string Name { get; set; }
    [YamlMember(Alias = "user")] public UserCredentials UserCredentials { get; set; }
}

public class UserCredentials
{
    [YamlMember(Alias = "token")] public string Token { get; set; }
    [YamlMember(Alias = "username")] public string UserName { get; set; }
    [YamlMember(Alias = "password")] public string Password { get; set; }
    [YamlMember(Alias = "client-certificate")] public string ClientCertificate { get; set; }
    [YamlMember(Alias = "client-certificate-data")] public string ClientCertificateData { get; set; }
    [YamlMember(Alias = "client-key")] public string ClientKey { get; set; }
    [YamlMember(Alias = "client-key-data")] public string ClientKeyData { get; set; }
    [YamlMember(Alias = "exec")] public ExternalExecution ExternalExecution { get; set; }
}

public class ExternalExecution
{
    [YamlMember(Alias = "apiVersion")] public string ApiVersion { get; set; }
    [YamlMember(Alias = "command")] public string Command { get; set; }
    [YamlMember(Alias = "args")] public IList<string> Arguments { get; set; }
    [YamlMember(Alias = "env")] public IList<Dictionary<string, string>> EnvironmentVariables { get; set; }
    [YamlMember(Alias = "installHint")] public string InstallHint { get; set; }
    [YamlMember(Alias = "provideClusterInfo")] public bool ProvideClusterInfo { get; set; }
}
