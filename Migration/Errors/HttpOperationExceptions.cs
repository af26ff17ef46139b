using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CniMigration.Migration.Errors;

/// <summary>What the API server's refusals say.</summary>
internal static class HttpOperationExceptions
{
    internal static bool Is(this HttpOperationException refused, HttpStatusCode code) => refused.Response?.StatusCode == code;

    internal static bool IsNotFound(this HttpOperationException refused) => refused.Is(HttpStatusCode.NotFound);

    internal static bool IsConflict(this HttpOperationException refused) => refused.Is(HttpStatusCode.Conflict);

    /// <summary>The server's own words, or the status code where it had none.</summary>
    internal static string Reason(this HttpOperationException refused) =>
        StatusMessage(refused.Response?.Content) is { Length: > 0 } message ? message : $"HTTP {(int?)refused.Response?.StatusCode}";

    /// <summary>How long the server asks to be left alone.</summary>
    internal static TimeSpan? RetryAfter(this HttpOperationException refused) =>
        refused.Response is { Headers: var headers }
        && headers.TryGetValue("Retry-After", out var values)
        && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The message of a Status document, or null where the text is something else.</summary>
    internal static string? StatusMessage(string? content)
    {
        if (content?.TrimStart().StartsWith('{') != true)
        {
            return null;
        }

        try
        {
            return KubernetesJson.Deserialize<V1Status>(content)?.Message;
        }
        catch (JsonException)
        {
            // A proxy's answer may be anything; it then has no message to show.
            return null;
        }
    }
}
