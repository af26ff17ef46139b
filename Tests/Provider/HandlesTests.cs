using System.Reflection;
using System.Text.Json;
using CniMigration.Components.Resources;
using CniMigration.Provider.Functions;
using CniMigration.Provider.Resources;
using CniMigration.Provider.Schemas;
using Pulumi;

namespace CniMigration.Tests.Provider;

/// <summary>The program's typed handles and the provider's schema say the same, on both sides of the wire.</summary>
[TestFixture]
internal sealed class HandlesTests
{
    private const string Handles = "CniMigration.Components.Resources.";

    private static IEnumerable<ResourceSchema> Resources => ResourceHandlers.All.Select(handler => handler.Schema);

    private static IEnumerable<FunctionSchema> Functions => FunctionHandlers.All.Select(handler => handler.Schema);

    [TestCaseSource(nameof(Resources))]
    public void A_resource_takes_and_gives_what_its_handle_says(object schema)
    {
        var resource = (ResourceSchema)schema;
        Assert.That(Inputs($"{resource.Name}Args"), Is.EquivalentTo(resource.Inputs.Select(field => (field.Name, field.Required))));
        var outputs = Handle(resource.Name).GetProperties().Select(property => property.GetCustomAttribute<OutputAttribute>()?.Name).OfType<string>();
        Assert.That(outputs.Except(["id", "urn"]), Is.SubsetOf(resource.Inputs.Concat(resource.Outputs).Select(field => field.Name)));
    }

    [TestCaseSource(nameof(Functions))]
    public void A_function_takes_what_its_handle_says(object schema)
    {
        var function = (FunctionSchema)schema;
        var name = char.ToUpperInvariant(function.Name[0]) + function.Name[1..];
        Assert.That(Inputs($"{name}Args"), Is.EquivalentTo(function.Inputs.Select(field => (field.Name, field.Required))));
    }

    [Test]
    public void The_state_has_the_fields_that_the_program_reads() =>
        AssertResult(typeof(MigrationState), typeof(CniMigration.Migration.State.MigrationState));

    private static void AssertResult(Type read, Type answered)
    {
        var fields = answered.GetProperties().ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), property => property.PropertyType);
        foreach (var parameter in read.GetConstructors().Single(candidate => candidate.IsDefined(typeof(OutputConstructorAttribute))).GetParameters())
        {
            var name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()!.Name;
            Assert.That(fields.Keys, Has.Member(name), read.Name);
            var (inner, answer) = (Element(parameter.ParameterType), Element(fields[name]));
            if (inner.IsDefined(typeof(OutputTypeAttribute)))
            {
                AssertResult(inner, answer);
            }
            else
            {
                Assert.That(answer, Is.EqualTo(inner), $"{read.Name}.{name}");
            }
        }
    }

    private static Type Element(Type type) => type.IsGenericType ? type.GetGenericArguments()[0] : type;

    private static IEnumerable<(string Name, bool Required)> Inputs(string type) =>
        Handle(type).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(property => property.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(InputAttribute))
            .Select(attribute => ((string)attribute.ConstructorArguments[0].Value!, (bool)attribute.ConstructorArguments[1].Value!));

    private static Type Handle(string name) => typeof(MigrationState).Assembly.GetType(Handles + name, throwOnError: true)!;
}
