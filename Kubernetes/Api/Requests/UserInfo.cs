namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>Who a request comes from.</summary>
internal sealed record UserInfo(string Name, IReadOnlyList<string> Groups)
{
    /// <summary>The group of everyone whose token is known.</summary>
    public const string Authenticated = "system:authenticated";

    public static UserInfo Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    public UserInfo AsAuthenticated() => Groups.Contains(Authenticated) ? this : this with { Groups = [.. Groups, Authenticated] };
}
