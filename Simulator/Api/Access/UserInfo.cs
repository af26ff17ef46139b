namespace CniMigration.Simulator.Api.Access;

/// <summary>Who a request comes from.</summary>
internal sealed record UserInfo(string Name, IReadOnlyList<string> Groups)
{
    public static UserInfo Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);
}
