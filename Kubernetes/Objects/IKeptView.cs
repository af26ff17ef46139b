namespace CniMigration.Kubernetes.Objects;

/// <summary>A typed view that is looked at again and again, so that the object keeps it; others are parsed for whoever asks.</summary>
internal interface IKeptView;
