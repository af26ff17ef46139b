using System.Security.Cryptography;
using System.Text;

namespace CniMigration.Rehearsal.Providers;

/// <summary>Names for what the program does not name: the logical name and seven hexadecimal digits, the same ones on every run.</summary>
internal static class AutoNames
{
    public static string Of(string logicalName, string urn) => $"{logicalName}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(urn)))[..7]}";
}
