using CniMigration.Tests.Architecture.Sights.Seen;

namespace CniMigration.Tests.Architecture.Sights;

internal static class InConstant
{
    public static string Use() => Target.Constant;
}
