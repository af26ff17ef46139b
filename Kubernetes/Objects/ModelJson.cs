using System.Collections;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CniMigration.Kubernetes.Objects;

/// <summary>How the read views are read: camelCase, and a JSON null is the same as an absent field, as it is to Kubernetes.</summary>
internal static class ModelJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepDefaultsForNull } },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void KeepDefaultsForNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Set is { } set && NullMeansDefault(property.PropertyType))
            {
                property.Set = (target, value) =>
                {
                    if (value is not null)
                    {
                        set(target, value);
                    }
                };
            }
        }
    }

    private static bool NullMeansDefault(Type type) =>
        type == typeof(string) || !type.IsValueType || typeof(IEnumerable).IsAssignableFrom(type);
}
