using System.Net;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Migration.Errors;

/// <summary>Gives the scripted answers in turn, and refuses the connection when there is none left.</summary>
internal sealed class ScriptedWire(params Func<HttpResponseMessage>[] answers) : DelegatingHandler
{
    public int Requests { get; private set; }

    public List<string> Bodies { get; } = [];

    /// <summary>A node with 200, a Status with anything else.</summary>
    public static Func<HttpResponseMessage> Answer(int status, string message = "no") => () => new HttpResponseMessage((HttpStatusCode)status)
    {
        Content = new StringContent(status == 200
            ? """{"metadata":{"name":"n1"}}"""
            : new JsonObject { ["kind"] = "Status", ["message"] = message, ["code"] = status }.ToJsonString()),
    };

    /// <summary>A refusal that asks to be left alone.</summary>
    public static Func<HttpResponseMessage> Answer(int status, Func<string> retryAfter) => () =>
    {
        var answer = Answer(status)();
        answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter());
        return answer;
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if (request.Content is { } content)
        {
            Bodies.Add(await content.ReadAsStringAsync(cancellationToken));
        }

        if (Requests > answers.Length)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
        }

        var answer = answers[Requests - 1]();
        answer.RequestMessage = request;
        return answer;
    }
}
