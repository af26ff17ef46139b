using System.Net;
using CniMigration.Migration.Clusters;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Tests.Migration.Clusters;

/// <summary>A list of many pages, and a server that forgets what the first of them showed.</summary>
internal sealed class ListsTests
{
    [Test]
    public async Task Pages_that_expire_in_the_middle_are_read_from_the_first_again()
    {
        var asked = new List<string?>();
        var all = await Lists.AllAsync<V1NodeList, V1Node>(next =>
        {
            asked.Add(next);
            return asked.Count == 2 ? throw Expired() : Task.FromResult(Page(next));
        });

        Assert.That(asked, Is.EqualTo(new[] { null, "more", null, "more" }));
        Assert.That(all.Select(node => node.Metadata.Name), Is.EqualTo(new[] { "n1", "n2" }));
    }

    [Test]
    public void Pages_that_always_expire_are_given_up()
    {
        var asked = 0;
        var given = Assert.ThrowsAsync<HttpOperationException>(() => Lists.AllAsync<V1NodeList, V1Node>(next =>
            ++asked > 1000 || next is not null ? throw Expired() : Task.FromResult(Page(next))));
        Assert.That(given!.Response.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        Assert.That(asked, Is.LessThan(20));
    }

    private static V1NodeList Page(string? next) => new()
    {
        Metadata = new V1ListMeta { ContinueProperty = next is null ? "more" : null },
        Items = [new V1Node { Metadata = new V1ObjectMeta { Name = next is null ? "n1" : "n2" } }],
    };

    private static HttpOperationException Expired()
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Gone);
        return new HttpOperationException("The provided continue parameter is too old") { Response = new HttpResponseMessageWrapper(answer, "") };
    }
}
