using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CniMigration.Simulator.Helm;

/// <summary>A release as Helm keeps it: a Secret of the type <c>helm.sh/release.v1</c> for each revision.</summary>
internal sealed record ReleaseRecord(HelmRelease Release, JsonObject Values, IReadOnlyList<JsonObject> Objects)
{
    public const string SecretType = "helm.sh/release.v1";

    private const string Separator = "---\n";

    public static string SecretName(string release, int revision) =>
        string.Create(CultureInfo.InvariantCulture, $"sh.helm.release.v1.{release}.v{revision}");

    public JsonObject ToSecret(DateTimeOffset now) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject
        {
            ["name"] = SecretName(Release.Name, Release.Revision),
            ["namespace"] = Release.Namespace,
            ["labels"] = new JsonObject
            {
                ["modifiedAt"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                ["name"] = Release.Name,
                ["owner"] = "helm",
                ["status"] = Release.Status,
                ["version"] = Release.Revision.ToString(CultureInfo.InvariantCulture),
            },
        },
        ["type"] = SecretType,
        ["data"] = new JsonObject { ["release"] = Encode(Describe(now)) },
    };

    public static ReleaseRecord FromSecret(JsonObject secret)
    {
        var release = Decode((string)secret["data"]!["release"]!);
        var metadata = release["chart"]!["metadata"]!;
        var described = new HelmRelease((string)release["name"]!, (string)release["namespace"]!, (int)release["version"]!,
            (string)secret["metadata"]!["labels"]!["status"]!, (string)metadata["name"]!, (string)metadata["version"]!);
        var objects = ((string)release["manifest"]!).Split(Separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(text => (JsonObject)JsonNode.Parse(text)!);
        return new ReleaseRecord(described, (JsonObject)release["config"]!.DeepClone(), [.. objects]);
    }

    private JsonObject Describe(DateTimeOffset now) => new()
    {
        ["name"] = Release.Name,
        ["namespace"] = Release.Namespace,
        ["version"] = Release.Revision,
        ["info"] = new JsonObject
        {
            ["first_deployed"] = now.Timestamp(),
            ["last_deployed"] = now.Timestamp(),
            ["status"] = Release.Status,
            ["description"] = "Done",
        },
        ["chart"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = Release.Chart, ["version"] = Release.ChartVersion, ["appVersion"] = Release.ChartVersion },
        },
        ["config"] = Values.DeepClone(),
        ["manifest"] = string.Concat(Objects.Select(rendered => Separator + rendered.ToJsonString() + "\n")),
    };

    // Helm compresses the record and encodes it, and Kubernetes encodes a Secret's data once more.
    private static string Encode(JsonObject release)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(release.ToJsonString()));
        }

        var once = Convert.ToBase64String(compressed.ToArray());
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(once));
    }

    private static JsonObject Decode(string data)
    {
        var once = Encoding.ASCII.GetString(Convert.FromBase64String(data));
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(once)), CompressionMode.Decompress);
        return (JsonObject)JsonNode.Parse(gzip)!;
    }
}
