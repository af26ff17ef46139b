using System.Security.Cryptography;
using System.Text;

namespace CniMigration.Migration.Facts;

/// <summary>A short fingerprint of a set of names: empty for the empty set, and the same in any order.</summary>
internal static class Digest
{
    public static string Of(IEnumerable<string> names)
    {
        var sorted = names.Order(StringComparer.Ordinal).ToList();
        return sorted.Count == 0
            ? ""
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', sorted))).AsSpan(0, 6));
    }
}
