using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Writes answers.</summary>
internal static class Responses
{
    public static Task WriteObjectAsync(this HttpResponse response, int status, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        response.WriteBytesAsync(status, "application/json", json, cancellationToken);

    public static Task WriteJsonAsync(this HttpResponse response, int status, JsonNode json, CancellationToken cancellationToken) =>
        response.WriteObjectAsync(status, ApiJson.ToBytes(json), cancellationToken);

    public static Task WriteTextAsync(this HttpResponse response, int status, string text, CancellationToken cancellationToken) =>
        response.WriteBytesAsync(status, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);

    public static Task WriteRefusalAsync(this HttpResponse response, ApiException refusal, CancellationToken cancellationToken)
    {
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return response.WriteJsonAsync(refusal.Code, refusal.ToStatus(), cancellationToken);
    }

    public static async Task WriteBytesAsync(this HttpResponse response, int status, string contentType, ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, cancellationToken);
    }
}
