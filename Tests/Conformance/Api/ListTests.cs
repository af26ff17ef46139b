using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class ListTests(ServerKind kind) : ConformanceTest(kind)
{
    private string Services => Core("services");

    [SetUp]
    public async Task CreateServices()
    {
        await CreateAsync("a", """{"app":"web","tier":"front"}""");
        await CreateAsync("b", """{"app":"web","tier":"back"}""");
        await CreateAsync("c", """{"app":"db"}""");
        await CreateAsync("d", """{"rank":"3"}""");
    }

    [TestCase("app=web", "a b")]
    [TestCase("app==web,tier=back", "b")]
    [TestCase("app!=web", "c d")]
    [TestCase("app in (db,web)", "a b c")]
    [TestCase("tier notin (front)", "b c d")]
    [TestCase("tier", "a b")]
    [TestCase("!app", "d")]
    [TestCase("app,!tier", "c")]
    [TestCase("rank>2", "d")]
    [TestCase("rank<3", "")]
    [TestCase("app=nobody", "")]
    public async Task Labels_select(string selector, string expected) =>
        Assert.That(string.Join(' ', (await ListAsync($"labelSelector={Uri.EscapeDataString(selector)}")).Names), Is.EqualTo(expected));

    [TestCase("metadata.name=a", "a")]
    [TestCase("metadata.name!=a", "b c d")]
    [TestCase("metadata.name=a,metadata.name=b", "")]
    public async Task Fields_select(string selector, string expected) =>
        Assert.That(string.Join(' ', (await ListAsync($"fieldSelector={Uri.EscapeDataString(selector)}")).Names), Is.EqualTo(expected));

    [TestCase("labelSelector=a%20in", "unable to parse requirement")]
    [TestCase("labelSelector=a%3D%3D%3Db", "unable to parse requirement")]
    [TestCase("fieldSelector=nothing", "invalid selector")]
    [TestCase("continue=nothing&limit=2", "continue key is not valid")]
    public async Task A_query_that_means_nothing_is_a_bad_request(string query, string message)
    {
        var answer = await Api.GetAsync($"{Services}?{query}");
        answer.Gives(400);
        Assert.That(answer.Message, Does.Contain(message));
        answer.Refuses(400, "BadRequest");
    }

    [Test]
    public async Task A_field_that_a_type_does_not_select_by_is_a_bad_request()
    {
        (await Api.GetAsync($"{Pods}?fieldSelector=spec.volumes%3Da")).Refuses(400, "BadRequest", "field label not supported: spec.volumes");
        (await Api.GetAsync($"{ConfigMaps}?fieldSelector=data.a%3Db")).Refuses(400, "BadRequest",
            "\"data.a\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }

    [TestCase("")]
    [TestCase("&watch=1")]
    public async Task A_version_that_is_no_number_is_an_error_without_a_reason(string query)
    {
        var answer = (await Api.GetAsync($"{Services}?resourceVersion=abc{query}")).Gives(500);
        answer.Has("reason", null).Has("message", "resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax");
    }

    [Test]
    public async Task A_list_says_what_it_is()
    {
        var list = await ListAsync("");
        list.Has("kind", "ServiceList").Has("apiVersion", "v1");
        var itemKind = Differs("Service", null, "the embedded server streams the bytes that it keeps; a client finds the kind in the list's own");
        list.Has("items.0.kind", itemKind);
        Assert.That(list.Names, Is.EqualTo((string[])["a", "b", "c", "d"]));
        Assert.That(long.Parse(list.Version, System.Globalization.CultureInfo.InvariantCulture), Is.Positive);
    }

    [Test]
    public async Task Pages_show_one_moment_to_the_end()
    {
        var first = await ListAsync("limit=3");
        Assert.That(first.Names, Is.EqualTo((string[])["a", "b", "c"]));
        first.Has("metadata.remainingItemCount", 1);
        await CreateAsync("e", "{}");
        (await Api.DeleteAsync($"{Services}/d")).Gives(200);

        var second = await ListAsync($"limit=3&continue={Uri.EscapeDataString((string)first["metadata.continue"]!)}");
        Assert.That(second.Names, Is.EqualTo((string[])["d"]));
        Assert.That(second.Version, Is.EqualTo(first.Version));
        second.Has("metadata.continue", null).Has("metadata.remainingItemCount", null);
    }

    [Test]
    public async Task A_page_of_a_selection_does_not_count_what_remains()
    {
        var page = await ListAsync("limit=1&labelSelector=app%3Dweb");
        Assert.That(page.Names, Is.EqualTo((string[])["a"]));
        Assert.That((string?)page["metadata.continue"], Is.Not.Empty);
        page.Has("metadata.remainingItemCount", null);
    }

    [Test]
    public async Task A_continuation_takes_no_version_beside_its_own()
    {
        var first = await ListAsync("limit=1");
        var next = Uri.EscapeDataString((string)first["metadata.continue"]!);
        (await Api.GetAsync($"{Services}?limit=1&continue={next}&resourceVersion={first.Version}"))
            .Refuses(400, "BadRequest", "specifying resource version is not allowed when using continue");
    }

    [Test]
    public async Task A_list_may_be_asked_for_at_least_a_version_or_exactly_one()
    {
        var before = await ListAsync("");
        await CreateAsync("e", "{}");
        Assert.That(
            (await ListAsync($"resourceVersion={before.Version}&resourceVersionMatch=Exact&limit=10")).Names, Is.EqualTo((string[])["a", "b", "c", "d"]));
        Assert.That((await ListAsync($"resourceVersion={before.Version}&resourceVersionMatch=NotOlderThan")).Names, Does.Contain("d"));
        Assert.That((await ListAsync("")).Names, Does.Contain("e"));
        var any = await ListAsync("resourceVersion=0");
        Assert.That(any.Version, Is.Not.Empty);
    }

    [Test]
    public async Task A_version_match_needs_a_version()
    {
        var answer = await Api.GetAsync($"{Services}?resourceVersionMatch=Exact");
        answer.Refuses(422, "Invalid", "resourceVersionMatch is forbidden unless resourceVersion is provided");
    }

    [Test]
    public async Task A_list_may_span_all_namespaces()
    {
        var all = (await Api.GetAsync($"/api/v1/services?fieldSelector=metadata.namespace%3D{Namespace}")).Gives(200);
        Assert.That(all.Names, Is.EqualTo((string[])["a", "b", "c", "d"]));
        all.Has("items.0.metadata.namespace", Namespace);
    }

    [Test]
    public async Task A_list_in_a_namespace_that_is_not_there_is_empty()
    {
        var none = (await Api.GetAsync("/api/v1/namespaces/nobody-made-it/services")).Gives(200);
        Assert.That(none.Items, Is.Empty);
    }

    [TestCase("spec.nodeName=somewhere", "placed")]
    [TestCase("spec.nodeName=", "waiting")]
    [TestCase("status.phase=Pending", "waiting")]
    [TestCase("status.phase!=Pending", "placed")]
    [TestCase("spec.schedulerName=nobody", "waiting")]
    [TestCase("spec.restartPolicy=Always,status.phase=Running", "placed")]
    public async Task Pods_are_selected_by_their_node_and_phase(string selector, string expected)
    {
        (await Api.PostAsync(Pods, """{"metadata":{"name":"placed"},"spec":{"nodeName":"somewhere","containers":[{"name":"c","image":"i"}]}}""")).Gives(201);
        (await Api.PostAsync(Pods, """{"metadata":{"name":"waiting"},"spec":{"schedulerName":"nobody","containers":[{"name":"c","image":"i"}]}}""")).Gives(201);
        await UntilAsync($"{Pods}/placed", pod => (string?)pod["status.phase"] == "Running");
        var list = (await Api.GetAsync($"{Pods}?fieldSelector={Uri.EscapeDataString(selector)}")).Gives(200);
        Assert.That(string.Join(' ', list.Names), Is.EqualTo(expected));
    }

    [Test]
    public async Task Only_the_metadata_is_served_to_those_who_ask_for_it()
    {
        var list = (await Api.GetAsync($"{Services}?limit=1", accept: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1")).Gives(200);
        list.Has("kind", "PartialObjectMetadataList").Has("items.0.kind", "PartialObjectMetadata").Has("items.0.metadata.name", "a").Has("items.0.spec", null);
    }

    private async Task CreateAsync(string name, string labels) => (await Api.PostAsync(Services,
        $$$"""{"metadata":{"name":"{{{name}}}","labels":{{{labels}}}},"spec":{"ports":[{"port":80}]}}""")).Gives(201);

    private async Task<Answer> ListAsync(string query) => (await Api.GetAsync($"{Services}?{query}")).Gives(200);
}
