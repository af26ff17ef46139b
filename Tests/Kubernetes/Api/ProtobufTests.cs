using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Kubernetes.Api;

/// <summary>Objects in protobuf form, as Go clients send them.</summary>
internal sealed class ProtobufTests : ApiServerFixture
{
    // No message of Kubernetes has a field of this number.
    private const int Newer = 900;

    [Test]
    public async Task An_object_is_read_from_its_protobuf_form()
    {
        var (status, body) = await PostProtobuf("/api/v1/namespaces", "v1", "Namespace",
            Message(1, Text(1, "from-go"), Message(11, Text(1, "team"), Text(2, "shop"))));

        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToJsonString());
        Assert.That((string?)body["metadata"]?["labels"]?["team"], Is.EqualTo("shop"));
    }

    [Test]
    public async Task A_field_of_an_unknown_number_is_refused_and_never_dropped()
    {
        var (status, body) = await PostProtobuf("/api/v1/namespaces/default/pods", "v1", "Pod",
            Message(1, Text(1, "newer")), Message(2, Message(2, Text(1, "app"), Text(2, "app:1")), Text(Newer, "something")));

        Assert.That(status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That((string?)body["reason"], Is.EqualTo("UnsupportedMediaType"));
        Assert.That((string?)body["message"], Does.StartWith($"field {Newer} of core.v1.PodSpec is not known in protobuf form here")
            .And.Contain("(newer fields are hostUsers, ").And.EndWith("send the object as application/json"));
    }

    [Test]
    public async Task A_switch_of_an_unknown_number_is_refused_even_when_it_is_off()
    {
        var (status, _) = await PostProtobuf("/api/v1/namespaces/default/pods", "v1", "Pod",
            Message(1, Text(1, "switched-off")), Message(2, Message(2, Text(1, "app"), Text(2, "app:1")), Number(Newer, 0)));

        Assert.That(status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    [Test]
    public async Task What_Go_writes_for_fields_that_are_not_set_is_no_reason_to_refuse()
    {
        var (status, body) = await PostProtobuf("/api/v1/namespaces/default/pods", "v1", "Pod",
            Message(1, Text(1, "unset")), Message(2, Message(2, Text(1, "app"), Text(2, "app:1"))), Message(3, Text(Newer, ""), Number(Newer, 0)));

        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToJsonString());
    }

    [Test]
    public async Task A_field_without_a_known_number_is_taken_as_json()
    {
        var (status, body) = await Post("/api/v1/namespaces/default/pods",
            """{"metadata":{"name":"as-json"},"spec":{"hostUsers":false,"containers":[{"name":"app","image":"app:1"}]}}""");

        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToJsonString());
        Assert.That((bool?)body["spec"]?["hostUsers"], Is.False);
    }

    [Test]
    public async Task Texts_by_name_are_read_from_their_protobuf_form()
    {
        var extra = Message(5, Text(1, "scopes"), Message(2, Text(1, "read"), Text(1, "write")));

        var (status, body) = await PostProtobuf("/apis/authorization.k8s.io/v1/subjectaccessreviews", "authorization.k8s.io/v1",
            "SubjectAccessReview", Message(2, Message(2, Text(1, "/version"), Text(2, "get")), Text(3, "jane"), extra));

        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToJsonString());
        Assert.That(body["spec"]?["extra"]?["scopes"]?.ToJsonString(), Is.EqualTo("""["read","write"]"""));
    }

    private static byte[] Message(int field, params byte[][] fields) =>
        [.. Varint(((ulong)field << 3) | 2), .. Sized(fields.SelectMany(bytes => bytes))];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    private static byte[] Sized(IEnumerable<byte> content)
    {
        var bytes = content.ToArray();
        return [.. Varint((ulong)bytes.Length), .. bytes];
    }

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostProtobuf(string path, string apiVersion, string kind, params byte[][] fields)
    {
        byte[] body = [.. "k8s\0"u8, .. Message(1, Text(1, apiVersion), Text(2, kind)), .. Message(2, fields)];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.kubernetes.protobuf");
        using var response = await Http.PostAsync(path, content, Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }
}
