using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using CniMigration.Components.Resources;
using CniMigration.Provider;
using NSubstitute;
using Pulumi;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.StackProgram;

/// <summary>The typed handles are written by hand; the provider's own schema says whether they are right.</summary>
[TestFixture]
internal sealed class HandleTests
{
    private static readonly JsonObject Schema = ReadSchema();

    [TestCaseSource(nameof(Handles))]
    public void A_handles_inputs_are_those_of_the_providers_schema(Type handle)
    {
        var schema = Schema["resources"]![$"cnimigration:index:{handle.Name}"]!;

        Assert.That(Inputs(ArgsOf(handle)), Is.EquivalentTo(Properties(schema, "inputProperties", "requiredInputs")));
    }

    [TestCaseSource(nameof(Handles))]
    public void A_handles_outputs_are_those_of_the_providers_schema(Type handle)
    {
        var properties = Schema["resources"]![$"cnimigration:index:{handle.Name}"]!["properties"]!;
        foreach (var property in handle.GetProperties().Where(property => property.DeclaringType == handle))
        {
            var name = property.GetCustomAttribute<OutputAttribute>()!.Name!;
            Assert.That(TypeName(property.PropertyType.GetGenericArguments()[0]), Is.EqualTo(TypeName(properties[name]!)), name);
        }
    }

    [Test]
    public void Every_resource_of_the_provider_has_a_handle() =>
        Assert.That(Handles().Select(handle => $"cnimigration:index:{handle.Name}"), Is.EquivalentTo(Schema["resources"]!.AsObject().Select(pair => pair.Key)));

    [TestCase(GetMigrationState.Token, typeof(GetMigrationStateArgs), typeof(MigrationState))]
    [TestCase(PlanMove.Token, typeof(PlanMoveArgs), typeof(MovePlan))]
    public void A_functions_arguments_and_result_are_those_of_the_providers_schema(string token, Type args, Type result)
    {
        var function = Schema["functions"]![token]!;

        Assert.That(Inputs(args), Is.EquivalentTo(Properties(function["inputs"]!, "properties", "required")));
        AssertResult(result, function["outputs"]!);
    }

    private static IEnumerable<Type> Handles() => typeof(Ledger).Assembly.GetTypes()
        .Where(type => typeof(CustomResource).IsAssignableFrom(type) && !typeof(ProviderResource).IsAssignableFrom(type) && type.Namespace == typeof(Ledger).Namespace);

    private static Type ArgsOf(Type handle) => handle.GetConstructors().Single().GetParameters()[1].ParameterType;

    private static IEnumerable<string> Inputs(Type args) => args.GetProperties()
        .Select(property => (property.PropertyType, Data: property.GetCustomAttributesData().Single(attribute => attribute.AttributeType == typeof(InputAttribute))))
        .Select(input => $"{input.Data.ConstructorArguments[0].Value} {TypeName(input.PropertyType)} {(input.Data.ConstructorArguments[1].Value is true ? "required" : "optional")}");

    private static IEnumerable<string> Properties(JsonNode schema, string properties, string required)
    {
        var names = schema[required]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        return schema[properties]!.AsObject().Select(pair => $"{pair.Key} {TypeName(pair.Value!)} {(names.Contains(pair.Key) ? "required" : "optional")}");
    }

    private static void AssertResult(Type result, JsonNode schema)
    {
        var properties = schema["properties"]!.AsObject();
        var parameters = result.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single(c => c.GetCustomAttribute<OutputConstructorAttribute>() is not null).GetParameters();
        Assert.That(parameters.Select(ParameterName), Is.EquivalentTo(properties.Select(pair => pair.Key)), result.Name);
        foreach (var parameter in parameters)
        {
            AssertType(parameter.ParameterType, properties[ParameterName(parameter)]!);
        }
    }

    private static void AssertType(Type type, JsonNode schema)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            AssertType(type.GetGenericArguments()[0], schema["items"]!);
        }
        else if (type.GetCustomAttribute<OutputTypeAttribute>() is not null)
        {
            AssertResult(type, Schema["types"]![((string)schema["$ref"]!).Replace("#/types/", "", StringComparison.Ordinal)]!);
        }
        else
        {
            Assert.That(TypeName(type), Is.EqualTo(TypeName(schema)));
        }
    }

    private static string ParameterName(ParameterInfo parameter) =>
        (string)parameter.GetCustomAttributesData().Single(a => a.AttributeType == typeof(OutputConstructorParameterAttribute)).ConstructorArguments[0].Value!;

    private static string TypeName(JsonNode schema) => (string)schema["type"]! switch
    {
        "array" => $"{TypeName(schema["items"]!)}[]",
        "object" => $"map of {TypeName(schema["additionalProperties"]!)}",
        var scalar => scalar,
    };

    private static string TypeName(Type type) => type switch
    {
        _ when type == typeof(string) => "string",
        _ when type == typeof(int) || type == typeof(int?) => "integer",
        _ when type == typeof(bool) || type == typeof(bool?) => "boolean",
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Input<>) => TypeName(type.GetGenericArguments()[0]),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(InputMap<>) => $"map of {TypeName(type.GetGenericArguments()[0])}",
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Dictionary<,>) => $"map of {TypeName(type.GetGenericArguments()[1])}",
        { IsGenericType: true } => $"{TypeName(type.GetGenericArguments()[0])}[]",
        _ => type.Name,
    };

    private static JsonObject ReadSchema()
    {
        using var provider = new CniMigrationProvider(Substitute.For<IEngine>(), TimeProvider.System);
        return JsonNode.Parse(provider.GetSchema(new GetSchemaRequest(0, null, null), CancellationToken.None).GetAwaiter().GetResult().Schema!)!.AsObject();
    }
}
