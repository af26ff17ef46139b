using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace CniMigration.Kubernetes.CustomSchemas;

/// <summary>The formats of strings that Kubernetes holds custom resources to; others mean nothing to it.</summary>
internal static partial class ValueFormats
{
    private static readonly Dictionary<string, Func<string, bool>> Checks = new(StringComparer.Ordinal)
    {
        ["byte"] = text => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        ["bsonobjectid"] = text => BsonId().IsMatch(text),
        ["cidr"] = IsCidr,
        ["date"] = text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ["date-time"] = IsMoment,
        ["datetime"] = IsMoment,
        ["duration"] = text => Duration().IsMatch(text),
        ["email"] = text => Email().IsMatch(text),
        ["hexcolor"] = text => Color().IsMatch(text),
        ["hostname"] = text => text.Length <= 255 && Host().IsMatch(text),
        ["ipv4"] = text => IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetwork
            && text.Count(each => each == '.') == 3,
        ["ipv6"] = text => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6,
        ["mac"] = text => Mac().IsMatch(text),
        ["uri"] = text => Uri.TryCreate(text, UriKind.Absolute, out _) || (text.StartsWith('/') && Uri.IsWellFormedUriString(text, UriKind.Relative)),
        ["uuid"] = text => Uuid().IsMatch(text),
        ["uuid3"] = text => Uuid().IsMatch(text) && Version(text) == '3',
        ["uuid4"] = text => Uuid().IsMatch(text) && Version(text) == '4',
        ["uuid5"] = text => Uuid().IsMatch(text) && Version(text) == '5',
    };

    public static bool Accepts(string format, string text) => !Checks.TryGetValue(format, out var check) || check(text);

    private static char Version(string uuid) => uuid.Replace("-", "", StringComparison.Ordinal)[12];

    private static bool IsCidr(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && IPAddress.TryParse(text.AsSpan(0, slash), out var address)
        && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
        && bits <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);

    private static bool IsMoment(string text) =>
        Moment().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\\z")]
    private static partial Regex Moment();

    [GeneratedRegex("^([0-9]+(\\.[0-9]+)? *(ns|us|µs|μs|ms|s|m|h|d|w|nano|micro|milli|sec|second|min|minute|hr|hour|day|week|wk)s? *)+\\z")]
    private static partial Regex Duration();

    [GeneratedRegex("^[^@\\s<>]+@[^@\\s<>]+\\z")]
    private static partial Regex Email();

    [GeneratedRegex("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\z")]
    private static partial Regex Color();

    [GeneratedRegex("^[0-9a-fA-F]{24}\\z")]
    private static partial Regex BsonId();

    [GeneratedRegex("^[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,62})(\\.[a-zA-Z0-9_-]{1,63})*\\.?\\z")]
    private static partial Regex Host();

    [GeneratedRegex("^([0-9a-fA-F]{2}[:-]){5}([0-9a-fA-F]{2})\\z|^([0-9a-fA-F]{4}\\.){2}[0-9a-fA-F]{4}\\z")]
    private static partial Regex Mac();

    [GeneratedRegex("^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\\z")]
    private static partial Regex Uuid();
}
