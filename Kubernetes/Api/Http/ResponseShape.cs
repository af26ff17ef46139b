using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

internal enum ResponseShape
{
    Object,
    Table,
    Metadata,
}

/// <summary>Reads from the Accept header in which shape a client wants objects.</summary>
internal static class ContentNegotiation
{
    public static ResponseShape ShapeOf(HttpRequest request)
    {
        string?[] headers = request.Headers.Accept!;
        foreach (var offer in headers.SelectMany(header => (header ?? "").Split(',')))
        {
            var parts = offer.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is "application/json" or "application/*" or "*/*" or "")
            {
                return parts.FirstOrDefault(part => part.StartsWith("as=", StringComparison.Ordinal)) switch
                {
                    null => ResponseShape.Object,
                    "as=Table" => ResponseShape.Table,
                    "as=PartialObjectMetadata" or "as=PartialObjectMetadataList" => ResponseShape.Metadata,
                    _ => ResponseShape.Object,
                };
            }

            if (parts[0] is "application/yaml")
            {
                return ResponseShape.Object;
            }
        }

        if (headers.Length == 0)
        {
            return ResponseShape.Object;
        }

        throw new ApiException(406, "NotAcceptable", "only the following media types are accepted: application/json");
    }
}
