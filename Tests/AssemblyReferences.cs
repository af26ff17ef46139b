using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CniMigration.Tests;

/// <summary>
/// Pulumi looks for resource types in every assembly that a loaded one refers to, and fails on one that is not there. NUnit's engine
/// refers to a metadata library that its adapter ships under another name.
/// </summary>
internal static class AssemblyReferences
{
    private const string Referred = "TestCentric.Metadata";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It must be there before Pulumi looks, in whichever test runs first.")]
    internal static void Answer() => AppDomain.CurrentDomain.AssemblyResolve += static (_, wanted) =>
        new AssemblyName(wanted.Name).Name == Referred ? typeof(AssemblyReferences).Assembly : null;
}
