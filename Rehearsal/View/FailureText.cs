namespace CniMigration.Rehearsal.View;

/// <summary>A failure in words for whoever started the program.</summary>
internal static class FailureText
{
    public static string Of(Exception failure) => failure switch
    {
        OperationCanceledException => "Cancelled. What was begun has ended; a real stack would go on from there.",
        HttpRequestException { InnerException: { } inner } http => $"{http.Message} {inner.Message}",
        _ => failure.Message,
    };
}
