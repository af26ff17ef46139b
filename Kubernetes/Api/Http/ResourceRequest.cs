using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Selectors;
using CniMigration.Kubernetes.Api.Versions;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>A request for a resource, with its query read.</summary>
internal sealed class ResourceRequest(HttpContext context, RequestTarget target, ServedResource resource, RequestInfo info)
{
    private static readonly TimeSpan ShortestDefaultWatch = TimeSpan.FromMinutes(30);

    public HttpContext Context => context;

    public HttpRequest Http => context.Request;

    public HttpResponse Response => context.Response;

    public RequestTarget Target => target;

    public ServedResource Resource => resource;

    public ResourceType Type => resource.Type;

    public ResponseShape Shape { get; } = ContentNegotiation.ShapeOf(context.Request);

    public string IncludeObject => Query("includeObject") ?? "Metadata";

    public string Verb => info.Verb;

    public RequestInfo Info => info;

    public WriteContext Write(bool force = false) => new(
        Query("fieldManager") ?? DefaultManager(),
        target.Subresource,
        IsDryRun(Query("dryRun")),
        force || Query("force") is "true" or "1")
    {
        User = info.User.Name,
        Caller = info.User,
        Served = resource.IsStorageVersion ? null : resource,
        FieldValidation = Query("fieldValidation") ?? "Warn",
        Warn = text => Response.Headers.Append("Warning", $"299 - \"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\""),
    };

    public ListQuery Selection() => new()
    {
        Namespace = target.Namespace,
        Name = target.Name,
        Labels = LabelQuery.Parse(Query("labelSelector")),
        Fields = FieldQuery.Parse(resource.Type, Query("fieldSelector")),
        Limit = (int)(Number("limit") ?? 0),
        Continue = Query("continue"),
        ResourceVersion = Query("resourceVersion"),
        ResourceVersionMatch = Query("resourceVersionMatch"),
    };

    public WatchOptions Watching() => new(
        Query("allowWatchBookmarks") is "true" or "1",
        Query("sendInitialEvents") is "true" or "1",
        Number("timeoutSeconds") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : ShortestDefaultWatch,
        Query("resourceVersion"));

    public async Task<(DeleteOptions Options, bool DryRun)> ReadDeletionAsync(CancellationToken cancellationToken)
    {
        var body = await Http.ReadNodeAsync(cancellationToken);
        var preconditions = body?["preconditions"];
        var orphan = body?["orphanDependents"]?.GetValue<bool>();
        var policy = body.Text("propagationPolicy") ?? Query("propagationPolicy");
        CheckPropagation(policy, orphan is not null);
        var options = new DeleteOptions(
            body.Number("gracePeriodSeconds") ?? Number("gracePeriodSeconds"),
            policy ?? (orphan switch { true => "Orphan", false => "Background", _ => null }),
            preconditions.Text("uid"),
            preconditions.Text("resourceVersion"));
        var dryRun = (body?["dryRun"] as System.Text.Json.Nodes.JsonArray)?.Select(item => (string?)item).FirstOrDefault() ?? Query("dryRun");
        return (options, IsDryRun(dryRun));
    }

    public string? Query(string name) => Http.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    private long? Number(string name) => Query(name) is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw ApiException.BadRequest($"{name}: Invalid value: \"{text}\": strconv.ParseInt: parsing \"{text}\": invalid syntax");

    private static void CheckPropagation(string? policy, bool orphanToo)
    {
        var problem = policy is not (null or "Foreground" or "Background" or "Orphan")
            ? $"Unsupported value: \"{policy}\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""
            : policy is not null && orphanToo ? $"Invalid value: \"{policy}\": orphanDependents and deletionPropagation cannot be both set" : null;
        if (problem is not null)
        {
            throw new ApiException(422, "Invalid", $"DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: {problem}");
        }
    }

    private static bool IsDryRun(string? value) => value switch
    {
        null or "" => false,
        "All" => true,
        _ => throw new ApiException(
            422, "Invalid", $"PatchOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: \"{value}\": supported values: \"All\""),
    };

    private string DefaultManager()
    {
        var agent = Http.Headers.UserAgent.ToString();
        var end = agent.AsSpan().IndexOfAny('/', ' ');
        var name = end < 0 ? agent : agent[..end];
        return name.Length == 0 ? "unknown" : name;
    }
}
