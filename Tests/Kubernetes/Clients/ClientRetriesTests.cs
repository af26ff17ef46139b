using System.Net;
using System.Net.Http.Headers;
using CniMigration.Kubernetes.Clients;
using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Kubernetes.Clients;

public sealed class ClientRetriesTests
{
    [TestCase("GET", HttpStatusCode.TooManyRequests)]
    [TestCase("POST", HttpStatusCode.TooManyRequests)]
    [TestCase("PATCH", HttpStatusCode.InternalServerError)]
    public async Task What_the_server_asks_to_repeat_is_repeated(string method, HttpStatusCode status)
    {
        using var wire = new Wire(() => Later(status), () => new HttpResponseMessage(HttpStatusCode.OK));
        using var response = await SendAsync(wire, method);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_failure_that_names_no_time_is_final()
    {
        using var wire = new Wire(() => new HttpResponseMessage(HttpStatusCode.InternalServerError));
        using var response = await SendAsync(wire, "GET");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
    }

    [Test]
    public async Task A_read_whose_connection_was_lost_is_repeated_and_a_write_is_not()
    {
        using var reading = new Wire(Lost, () => new HttpResponseMessage(HttpStatusCode.OK));
        using var response = await SendAsync(reading, "GET");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));

        using var writing = new Wire(Lost, () => new HttpResponseMessage(HttpStatusCode.OK));
        Assert.That(async () => await SendAsync(writing, "POST"), Throws.TypeOf<HttpRequestException>());
    }

    private static async Task<HttpResponseMessage> SendAsync(Wire wire, string method)
    {
        using var client = new HttpClient(new ClientRetries(new ScaledTimeProvider(1000)) { InnerHandler = wire }, disposeHandler: false);
        using var request = new HttpRequestMessage(new HttpMethod(method), "http://cluster.test/api");
        return await client.SendAsync(request);
    }

    private static HttpResponseMessage Later(HttpStatusCode status) =>
        new(status) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(2)) } };

    private static HttpResponseMessage Lost() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was lost.");

    private sealed class Wire(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
    {
        private int asked;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return Task.FromResult(answers[asked++]());
            }
            catch (HttpRequestException lost)
            {
                return Task.FromException<HttpResponseMessage>(lost);
            }
        }
    }
}
