namespace k8s;

/// <summary>The calls live in the extension methods under Operations/; an API group's interface only says where they hang.</summary>
public interface IKubernetes : IDisposable
{
    Uri BaseUri { get; set; }
    ICoreV1Operations CoreV1 { get; }
    IAppsV1Operations AppsV1 { get; }
    IBatchV1Operations BatchV1 { get; }
    IPolicyV1Operations PolicyV1 { get; }
    IApisOperations Apis { get; }
    IVersionOperations Version { get; }
    ICustomObjectsOperations CustomObjects { get; }
}

public interface ICoreV1Operations;

public interface IAppsV1Operations;

public interface IBatchV1Operations;

public interface IPolicyV1Operations;

public interface IApisOperations;

public interface IVersionOperations;

public interface ICustomObjectsOperations;

public abstract class AbstractKubernetes
    : ICoreV1Operations, IAppsV1Operations, IBatchV1Operations, IPolicyV1Operations, IApisOperations, IVersionOperations, ICustomObjectsOperations
{
    public virtual TimeSpan HttpClientTimeout { get; set; } = TimeSpan.FromSeconds(100);
    public ICoreV1Operations CoreV1 => this;
    public IAppsV1Operations AppsV1 => this;
    public IBatchV1Operations BatchV1 => this;
    public IPolicyV1Operations PolicyV1 => this;
    public IApisOperations Apis => this;
    public IVersionOperations Version => this;
    public ICustomObjectsOperations CustomObjects => this;
}
