using System.Collections.Immutable;
using CniMigration.Provider.Resources;
using CniMigration.Provider.Schemas;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider;

/// <summary>Good inputs for every resource, made from its schema.</summary>
internal static class Samples
{
    public static ResourceHandler Handler(string resource) => ResourceHandlers.All.Single(handler => handler.Schema.Name == resource);

    public static ImmutableDictionary<string, PropertyValue> Inputs(string resource) =>
        Handler(resource).Schema.Inputs.Where(field => field.Required).ToImmutableDictionary(field => field.Name, Of);

    public static PropertyValue Of(Field field) => Values.Of(Value(field));

    private static object Value(Field field) => field switch
    {
        { Allowed: [var first, ..] } => first,
        { Type: FieldType.Text } when field.Name.EndsWith("elector", StringComparison.Ordinal) => "eks.amazonaws.com/nodegroup=ng-1",
        { Type: FieldType.Text } => "sample",
        { Type: FieldType.Integer } => 1,
        { Type: FieldType.Flag } => true,
        { Type: FieldType.TextList } => new[] { "aws-cni" },
        { Type: FieldType.TextMap } => new Dictionary<string, string> { ["cni"] = "aws-cni" },
        _ => new Dictionary<string, int> { ["desired"] = 3 },
    };
}
