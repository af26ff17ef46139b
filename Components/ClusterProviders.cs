using CniMigration.Components.Resources;
using Kubernetes = Pulumi.Kubernetes;

namespace CniMigration.Components;

/// <summary>The two providers that reach into the cluster, both fed by the cluster's own outputs so that a destroy has the right order.</summary>
internal sealed record ClusterProviders(Kubernetes.Provider Kubernetes, MigrationProvider Migration);
