using CniMigration.Kubernetes.Api.Access;
using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Discovery;
using CniMigration.Kubernetes.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Takes every HTTP request: who is it, may it pass, and who answers it.</summary>
internal sealed class RequestHandler(ApiCore core, ApiServerOptions options, CancellationToken stopping)
{
    private static readonly HashSet<string> Health = ["/healthz", "/readyz", "/livez"];

    private readonly DiscoveryEndpoint discovery = new(core, options.KubernetesVersion);
    private readonly ResourceEndpoint resources = new(core, options.PodNetwork);

    // Managed clusters let anonymous users ask for nothing but health since 1.32; before that, roles decided as they do elsewhere.
    private readonly bool onlyHealthIsOpen = VersionInfo.Minor(options.KubernetesVersion) >= 32;

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await AnswerAsync(context, ending.Token);
        }
        catch (ConnectionDroppedException)
        {
            context.Abort();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (ApiException refusal) when (!context.Response.HasStarted)
        {
            await context.Response.WriteRefusalAsync(refusal, ending.Token);
        }
        catch (JsonException problem) when (!context.Response.HasStarted)
        {
            await context.Response.WriteRefusalAsync(ApiException.BadRequest($"the object does not fit its kind: {problem.Message}"), ending.Token);
        }
        catch (Exception problem) when (!context.Response.HasStarted)
        {
            // A fault of the simulator itself: the client is to see it, and nothing else logs here.
            await context.Response.WriteRefusalAsync(ApiException.Internal(problem.ToString()), ending.Token);
        }
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var path = context.Request.Path.Value ?? "/";
        var user = Authenticate(context.Request);
        if (user is null)
        {
            if (onlyHealthIsOpen && !Health.Contains(path))
            {
                throw new ApiException(401, "Unauthorized", "Unauthorized");
            }

            user = UserInfo.Anonymous;
        }

        user = Impersonation.Apply(context.Request, user, core.Authorizer);
        var target = RequestTarget.Parse(RawPath(context.Request));
        var info = RequestInfos.Of(context.Request, target, user);
        await core.Gate.EnterAsync(info, cancellationToken);
        core.Authorizer.Check(info);
        if (target is not null && core.Types.HasGroupVersion(target.Group, target.Version))
        {
            await (core.Gate.LostAnswers?.Invoke(info) == true
                ? LoseAsync(context, () => resources.HandleAsync(context, target, info, cancellationToken))
                : resources.HandleAsync(context, target, info, cancellationToken));
            return;
        }

        await discovery.HandleAsync(context, path, user, cancellationToken);
    }

    /// <summary>Carries a request out and loses the connection before its answer; a refusal is answered.</summary>
    private static async Task LoseAsync(HttpContext context, Func<Task> answer)
    {
        var body = context.Response.Body;
        context.Response.Body = Stream.Null;
        try
        {
            await answer();
        }
        finally
        {
            context.Response.Body = body;
        }

        throw new ConnectionDroppedException();
    }

    // No token at all is anonymous, and a token that is not known is always refused.
    private UserInfo? Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return null;
        }

        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && core.Tokens.Find(header["Bearer ".Length..].Trim()) is { } user
            ? user.AsAuthenticated()
            : throw new ApiException(401, "Unauthorized", "Unauthorized");
    }

    // Undecoded: a proxied path, or a name with an escaped slash, must arrive as it was sent.
    private static string RawPath(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()?.RawTarget ?? request.Path.Value ?? "/";
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? raw : raw[..query];
    }
}
