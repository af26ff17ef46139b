using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Defaulting;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>A job's pods are told apart by labels that the server makes up.</summary>
internal static class JobAdmission
{
    private const string Uid = "batch.kubernetes.io/controller-uid";

    public static void Admit(JsonObject json)
    {
        var spec = json.Section("spec");
        if (spec["manualSelector"]?.GetValue<bool>() == true)
        {
            return;
        }

        var (name, uid) = ((string)json["metadata"]!["name"]!, (string)json["metadata"]!["uid"]!);
        var labels = spec.Section("template").Section("metadata").Section("labels");
        labels.Default("controller-uid", uid);
        labels.Default(Uid, uid);
        labels.Default("job-name", name);
        labels.Default("batch.kubernetes.io/job-name", name);
        if (json.Metadata()["labels"] is not JsonObject { Count: > 0 })
        {
            // A job without labels of its own shows those of its pods.
            json.Metadata()["labels"] = labels.DeepClone();
        }

        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [Uid] = uid } };
        spec.Default("suspend", false);
    }
}
