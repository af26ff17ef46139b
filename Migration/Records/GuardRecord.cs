namespace CniMigration.Migration.Records;

/// <summary>The annotation under which a Deployment's own maxUnavailable is on record while a move holds it at 0.</summary>
internal static class GuardRecord
{
    /// <summary>The annotation's key; its value is the original as JSON: a number, or a share in quotes.</summary>
    internal const string Annotation = RecordNames.Prefix + "guarded-max-unavailable";

    /// <summary>What the API server fills in where a Deployment says nothing.</summary>
    private static readonly IntOrString Default = "25%";

    internal static bool IsHeld(V1Deployment deployment) => Original(deployment) is not null;

    /// <summary>The original as it is on record, or null when nothing is held.</summary>
    internal static string? Original(V1Deployment deployment) => Labels.Value(deployment.Metadata.Annotations, Annotation);

    /// <summary>What goes on record when the Deployment is held now.</summary>
    internal static string ToRecord(V1Deployment deployment) => KubernetesJson.Serialize(MaxUnavailable(deployment));

    internal static IntOrString MaxUnavailable(V1Deployment deployment) => deployment.Spec.Strategy?.RollingUpdate?.MaxUnavailable ?? Default;

    internal static bool IsZero(V1Deployment deployment) => MaxUnavailable(deployment).Value is "0" or "0%";
}
