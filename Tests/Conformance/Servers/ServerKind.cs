namespace CniMigration.Tests.Conformance.Servers;

/// <summary>Whose answers a case looks at.</summary>
internal enum ServerKind
{
    /// <summary>The API server and the controllers of the simulator.</summary>
    Embedded,

    /// <summary>A real control plane, v1.20.</summary>
    Kubernetes,
}
