using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers;

/// <summary>What the controllers of a cluster are told at the start.</summary>
internal sealed record ControllerManagerOptions
{
    /// <summary>Hears of every step that threw; it is tried again all the same.</summary>
    public required Action<ControllerFailure> OnFailure { get; init; }

    /// <summary>All types that the server knows at the moment, custom ones included; the garbage collector and namespace deletion look after them.</summary>
    public Func<IEnumerable<ResourceType>> Types { get; init; } = () => ResourceTypes.All;

    /// <summary>Decides between equally good nodes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The PEM that every namespace gets in `kube-root-ca.crt`.</summary>
    public string RootCertificate { get; init; } = "";

    /// <summary>How long a pod may outlive its node's object.</summary>
    public TimeSpan OrphanQuarantine { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long attaching a volume to a node takes.</summary>
    public TimeSpan AttachDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The API groups of custom types that somebody outside of the controllers acts on; of others an Event says that nothing does.</summary>
    public IReadOnlySet<string> GroupsActedOn { get; init; } = new HashSet<string>();

    /// <summary>How long provisioning a volume takes.</summary>
    public TimeSpan ProvisionDelay { get; init; } = TimeSpan.FromSeconds(3);
}
