namespace CniMigration.Kubernetes.Controllers.Workloads.Deployments;

/// <summary>The annotations by which a Deployment and its ReplicaSets keep count.</summary>
internal static class Revisions
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string History = "deployment.kubernetes.io/revision-history";
    public const string Desired = "deployment.kubernetes.io/desired-replicas";
    public const string Maximum = "deployment.kubernetes.io/max-replicas";

    private static readonly HashSet<string> NotCopied =
        ["kubectl.kubernetes.io/last-applied-configuration", Revision, History, Desired, Maximum, "deprecated.deployment.rollback.to"];

    public static long RevisionOf(Resource item) => Number(item, Revision);

    public static int DesiredOf(ReplicaSet set) => (int)Number(set, Desired);

    public static int MaximumOf(ReplicaSet set) => (int)Number(set, Maximum);

    public static bool HasDesired(ReplicaSet set) => set.Metadata.Annotations.ContainsKey(Desired);

    public static void WriteScale(JsonObject annotations, int desired, int surge)
    {
        annotations[Desired] = desired.ToString(CultureInfo.InvariantCulture);
        annotations[Maximum] = (desired + surge).ToString(CultureInfo.InvariantCulture);
    }

    public static void WriteRevision(JsonObject annotations, long revision)
    {
        var next = revision.ToString(CultureInfo.InvariantCulture);
        var known = (string?)annotations[Revision];
        if (known is not null && known != next)
        {
            var history = (string?)annotations[History];
            annotations[History] = string.IsNullOrEmpty(history) ? known : $"{history},{known}";
        }
        annotations[Revision] = next;
    }

    public static void CopyAnnotations(JsonObject annotations, Deployment deployment)
    {
        foreach (var (name, value) in deployment.Metadata.Annotations)
        {
            if (!NotCopied.Contains(name))
            {
                annotations[name] = value;
            }
        }
    }

    public static JsonObject Annotations(JsonObject body) => body.Section("metadata").Section("annotations");

    private static long Number(Resource item, string annotation) =>
        long.TryParse(item.Metadata.Annotations.GetValueOrDefault(annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
