using System.Text;

namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>What a pod answered.</summary>
internal sealed record PodResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    public static PodResponse Json(string json) => new(200, "application/json", Encoding.UTF8.GetBytes(json));

    public static PodResponse Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
}
