using CniMigration.ControlPlane;

namespace CniMigration.Tests.ControlPlane;

/// <summary>The real control plane for tests: they are skipped where it is not installed.</summary>
internal static class RealControlPlane
{
    public static ControlPlaneInstallation InstallationOrIgnore()
    {
        if (ControlPlaneInstallation.Find() is { } installation)
        {
            return installation;
        }

        Assert.Ignore(ControlPlaneInstallation.HowToInstall);
        throw new InvalidOperationException("Ignored.");
    }
}
