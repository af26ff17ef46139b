namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Where the next page of a list begins.</summary>
internal static class ContinueToken
{
    public static string Of(long revision, string start) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new Content("meta.k8s.io/v1", revision, start), ApiJson.Options));

    public static (long Revision, string Start) Parse(string token)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(Convert.FromBase64String(token), ApiJson.Options);
            return content is { Start: not null } ? (content.Rv, content.Start) : throw Invalid("it is empty");
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            throw Invalid(problem.Message);
        }
    }

    private static ApiException Invalid(string problem) => ApiException.BadRequest($"continue key is not valid: {problem}");

    private sealed record Content(string V, long Rv, string Start);
}
