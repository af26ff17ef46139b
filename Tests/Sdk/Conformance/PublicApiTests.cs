using System.Collections.Immutable;
using System.Reflection;
using CniMigration.Tests.Sdk.Mocks;
using Pulumi;

namespace CniMigration.Tests.Sdk.Conformance;

/// <summary>
/// A member that the bundled SDK has and the real packages lack is a defect: the program that uses it would not compile where it is deployed from.
/// </summary>
internal sealed class PublicApiTests
{
    private static readonly ImmutableArray<Assembly> Bundled =
    [
        typeof(Output).Assembly,
        typeof(Pulumi.Kubernetes.Provider).Assembly,
        typeof(Pulumi.Aws.Provider).Assembly,
        typeof(Pulumi.Eks.Cluster).Assembly,
    ];

    private ApiList list = null!;

    private static IEnumerable<string> Assemblies => Bundled.Select(assembly => assembly.GetName().Name!);

    [OneTimeSetUp]
    public void Read()
    {
        if (Bundled[0].GetName().Version is not { Major: 0 })
        {
            Assert.Ignore("Built with the real packages: there is no bundled SDK to hold against them.");
        }

        if (ApiList.Read() is not { } found)
        {
            Assert.Ignore("No shared/api beside the project: the lists of the real packages' members are not here.");
            return;
        }

        list = found;
    }

    [TestCaseSource(nameof(Assemblies))]
    public void Every_public_member_is_one_of_the_real_package(string assembly)
    {
        var strangers = Bundled.Single(candidate => candidate.GetName().Name == assembly).GetExportedTypes().SelectMany(Strangers).ToList();

        Assert.That(strangers, Is.Empty, $"{strangers.Count} that the real package lacks:\n{string.Join('\n', strangers)}\n");
    }

    [Test]
    public async Task Every_resource_has_the_token_of_the_real_one()
    {
        var wrong = new List<string>();
        await Programs.RunAsync(new RecordingMocks(), () =>
        {
            var group = new LocalGroup("group", new()
            {
                // Without arguments none is missed.
                ResourceTransformations = { args => new(new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty), args.Options) },
            });
            foreach (var type in Bundled.SelectMany(assembly => assembly.GetExportedTypes()))
            {
                if (list.Type(ApiSurface.Name(type))?.Token is { } token && Create(type, group).GetResourceType() is var ours && ours != token)
                {
                    wrong.Add($"{type}: {ours} instead of {token}");
                }
            }
        });

        Assert.That(wrong, Is.Empty);
    }

    private static Resource Create(Type type, Resource parent)
    {
        var constructor = type.GetConstructors().Single();
        var arguments = constructor.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var text when text == typeof(string) => type.FullName,
            var options when options == typeof(CustomResourceOptions) => new CustomResourceOptions { Parent = parent },
            var options when options == typeof(ComponentResourceOptions) => new ComponentResourceOptions { Parent = parent },
            var args => Activator.CreateInstance(args),
        });
        return (Resource)constructor.Invoke([.. arguments]);
    }

    private IEnumerable<string> Strangers(Type type)
    {
        var name = ApiSurface.Name(type);
        if (list.Type(name) is not { } real)
        {
            yield return name;
            yield break;
        }

        var (kind, modifiers) = (ApiSurface.Kind(type), ApiSurface.Modifiers(type));
        if (kind != real.Kind || (kind == "class" && modifiers != real.Modifiers))
        {
            yield return $"{modifiers} {kind} {name}, which really is {real.Modifiers} {real.Kind}";
        }

        if (kind == "class" && type.BaseType != typeof(object) && !real.Bases.Contains(ApiSurface.Name(type.BaseType!), StringComparison.Ordinal))
        {
            yield return $"{name} : {ApiSurface.Name(type.BaseType!)}, which really is : {real.Bases}";
        }

        var members = real.Members().ToLookup(member => member.Signature);
        foreach (var member in ApiSurface.Members(type))
        {
            var candidates = members[member.Signature].ToList();
            if (candidates.Count == 0)
            {
                yield return $"{name}: {member.Signature}";
            }
            else if (!candidates.Any(candidate => IsSameWire(type, member, candidate)))
            {
                yield return $"{name}: {member.Signature} travels as{member.Wire}, really as{candidates[0].Wire}";
            }
            else if (name.StartsWith("Pulumi.", StringComparison.Ordinal) && candidates.All(candidate => candidate.IsNullable != member.IsNullable))
            {
                yield return $"{name}: {member.Signature} is {(member.IsNullable ? "" : "not ")}nullable, really it is{(member.IsNullable ? " not" : "")}";
            }
        }
    }

    /// <summary>The models of KubernetesClient need no attribute where the wire name is the camel-cased one.</summary>
    private static bool IsSameWire(Type type, ApiMember ours, ApiMember real) =>
        ours.Wire == real.Wire
            || (type.Namespace is "k8s" or "k8s.Models"
                && ours.Wire.Length == 0 && real.Wire.Contains($"\"{CamelCased(ours.Signature)}\"", StringComparison.Ordinal));

    private static string CamelCased(string signature)
    {
        var name = signature.Split(" {")[0].Split(' ')[^1];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
