namespace CniMigration.ControlPlane;

/// <summary>What the components are started with: loopback only, one of each, no cloud.</summary>
internal sealed record CommandLines(ControlPlaneOptions Options, string Folder, int ApiPort, int EtcdPort, int PeerPort)
{
    public const string AuthorityFile = "ca.crt";
    public const string ServerFile = "apiserver.crt";
    public const string ServerKeyFile = "apiserver.key";
    public const string ServiceAccountKeyFile = "service-accounts.key";
    public const string TokenFile = "tokens.csv";
    public const string ControllerManagerKubeconfig = "controller-manager.kubeconfig";
    public const string SchedulerKubeconfig = "scheduler.kubeconfig";

    private const string Issuer = "https://kubernetes.default.svc";

    public IEnumerable<string> Etcd =>
    [
        "--name=default",
        $"--data-dir={File("etcd")}",
        $"--listen-client-urls={ClientUrl}",
        $"--advertise-client-urls={ClientUrl}",
        $"--listen-peer-urls={PeerUrl}",
        $"--initial-advertise-peer-urls={PeerUrl}",
        $"--initial-cluster=default={PeerUrl}",
        "--heartbeat-interval=10",
        "--election-timeout=100",
    ];

    public IEnumerable<string> ApiServer =>
    [
        $"--etcd-servers={ClientUrl}",
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        $"--secure-port={ApiPort}",
        "--endpoint-reconciler-type=none",
        $"--tls-cert-file={File(ServerFile)}",
        $"--tls-private-key-file={File(ServerKeyFile)}",
        $"--client-ca-file={File(AuthorityFile)}",
        "--service-cluster-ip-range=10.96.0.0/16",
        $"--service-account-issuer={Issuer}",
        $"--service-account-signing-key-file={File(ServiceAccountKeyFile)}",
        $"--service-account-key-file={File(ServiceAccountKeyFile)}",
        $"--token-auth-file={File(TokenFile)}",
        "--authorization-mode=RBAC",
        "--allow-privileged=true",
        .. Options.ApiServerFlags,
    ];

    public IEnumerable<string> ControllerManager =>
    [
        $"--controllers=*{string.Concat(Options.DisabledControllers.Select(name => $",-{name}"))}",
        $"--service-account-private-key-file={File(ServiceAccountKeyFile)}",
        $"--root-ca-file={File(AuthorityFile)}",
        "--use-service-account-credentials=false",
        .. Client(ControllerManagerKubeconfig),
        .. Options.ControllerManagerFlags,
    ];

    public IEnumerable<string> Scheduler => [.. Client(SchedulerKubeconfig), .. Options.SchedulerFlags];

    public Uri Endpoint => new($"https://127.0.0.1:{ApiPort}");

    private string ClientUrl => $"http://127.0.0.1:{EtcdPort}";

    private string PeerUrl => $"http://127.0.0.1:{PeerPort}";

    private string File(string name) => Path.Combine(Folder, name);

    private IEnumerable<string> Client(string kubeconfig) =>
    [
        $"--kubeconfig={File(kubeconfig)}",
        "--leader-elect=false",
        "--port=0",
        "--secure-port=0",
        $"--kube-api-qps={Options.ClientQps}",
        $"--kube-api-burst={Options.ClientBurst}",
    ];
}
