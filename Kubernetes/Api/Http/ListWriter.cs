using System.Buffers;
using System.Text;
using CniMigration.Kubernetes.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Streams a list: the stored bytes one after the other, between a head and a tail.</summary>
internal static class ListWriter
{
    private const int FlushEvery = 128 * 1024;

    public static async Task WriteAsync(HttpResponse response, string kind, string apiVersion, ListPage page, Func<ApiObject, ReadOnlyMemory<byte>> bytes,
        CancellationToken cancellationToken)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        var writer = response.BodyWriter;
        writer.Write(Head(kind, apiVersion, page));
        var pending = 0;
        for (var index = 0; index < page.Items.Count; index++)
        {
            if (index > 0)
            {
                writer.Write(","u8);
            }

            var item = bytes(page.Items[index]);
            writer.Write(item.Span);
            pending += item.Length;
            if (pending >= FlushEvery)
            {
                pending = 0;
                await writer.FlushAsync(cancellationToken);
            }
        }

        writer.Write("]}\n"u8);
        await writer.FlushAsync(cancellationToken);
    }

    private static byte[] Head(string kind, string apiVersion, ListPage page)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $$"""{"kind":{{JsonSerializer.Serialize(kind)}},"apiVersion":{{JsonSerializer.Serialize(apiVersion)}},""");
        head.Append(CultureInfo.InvariantCulture, $"\"metadata\":{{\"resourceVersion\":\"{page.Revision}\"");
        if (page.Continue is { } next)
        {
            head.Append(",\"continue\":").Append(JsonSerializer.Serialize(next));
        }

        if (page.Remaining is { } remaining)
        {
            head.Append(",\"remainingItemCount\":").Append(remaining.ToString(CultureInfo.InvariantCulture));
        }

        return Encoding.UTF8.GetBytes(head.Append("},\"items\":[").ToString());
    }
}
