using System.Text;
using CniMigration.Kubernetes.Api.Protobuf;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Reads what was sent.</summary>
internal static class RequestBody
{
    // As much as the real server takes.
    private const int Largest = 3 * 1024 * 1024;

    private static readonly string[] Readable = ["application/json", "application/yaml", "*/*"];

    public static async Task<byte[]> ReadBytesAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > Largest)
            {
                throw new ApiException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Largest}");
            }
        }

        return buffer.ToArray();
    }

    public static async Task<JsonObject> ReadObjectAsync(this HttpRequest request, CancellationToken cancellationToken) =>
        await request.ReadNodeAsync(cancellationToken) as JsonObject
        ?? throw ApiException.BadRequest("the body of the request must be an object");

    public static async Task<JsonNode?> ReadNodeAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        var contentType = ContentType(request);
        if (contentType.EndsWith("protobuf", StringComparison.Ordinal))
        {
            var bytes = await request.ReadBytesAsync(cancellationToken);
            return bytes.Length == 0 ? null : ProtobufObjects.Parse(bytes);
        }

        if (!Readable.Contains(contentType) && !request.Method.Equals("PATCH", StringComparison.Ordinal))
        {
            throw new ApiException(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: "
                + "application/json, application/yaml, application/vnd.kubernetes.protobuf");
        }

        return Parse(await request.ReadBytesAsync(cancellationToken), contentType);
    }

    public static string ContentType(HttpRequest request) => (request.ContentType ?? "application/json").Split(';')[0].Trim();

    private static JsonNode? Parse(byte[] body, string contentType)
    {
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            var isYaml = contentType.EndsWith("yaml", StringComparison.Ordinal) && FirstByte(body) is not ((byte)'{' or (byte)'[');
            return isYaml ? YamlDocuments.ParseOne(Encoding.UTF8.GetString(body))
                : JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 256 });
        }
        catch (Exception problem) when (problem is JsonException or YamlDotNet.Core.YamlException)
        {
            throw ApiException.BadRequest($"error decoding the request body: {problem.Message}");
        }
    }

    private static byte FirstByte(byte[] body) => body.FirstOrDefault(value => value is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'));
}
