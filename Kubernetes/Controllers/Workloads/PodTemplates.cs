using System.Runtime.CompilerServices;
using System.Text;

namespace CniMigration.Kubernetes.Controllers.Workloads;

/// <summary>Tells pod templates apart: equal text means an equal template, whatever the order of the fields was.</summary>
internal static class PodTemplates
{
    public const string HashLabel = "pod-template-hash";

    private const string SafeLetters = "bcdfghjklmnpqrstvwxz2456789";

    private static readonly ConditionalWeakTable<ApiObject, string> Known = [];

    /// <summary>The template of a workload, its fields in order, without the label that a Deployment adds.</summary>
    public static string CanonicalText(Resource workload) => Known.GetValue(workload.Source, static source =>
    {
        var template = TemplateOf(source);
        (template["metadata"]?["labels"] as JsonObject)?.Remove(HashLabel);
        return Canonical(template);
    });

    /// <summary>A fresh copy of a workload's template.</summary>
    public static JsonObject Copy(Resource workload) => TemplateOf(workload.Source);

    public static string Canonical(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    /// <summary>A short name for a template; <paramref name="collisions"/> gives another where the first is taken.</summary>
    public static string Hash(string canonicalText, int? collisions)
    {
        var hash = 2166136261u;
        foreach (var unit in Encoding.UTF8.GetBytes(canonicalText))
        {
            hash = (hash ^ unit) * 16777619u;
        }

        if (collisions is { } count)
        {
            hash = (hash ^ (uint)count) * 16777619u;
        }

        return string.Concat(hash.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => SafeLetters[digit % SafeLetters.Length]));
    }

    private static JsonObject TemplateOf(ApiObject source)
    {
        var template = (JsonObject)source.ToJson()["spec"]!["template"]!.DeepClone();
        return template;
    }

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject fields:
                text.Append('{');
                foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
                {
                    if (value is null)
                    {
                        continue;
                    }

                    text.Append(name).Append(':');
                    Write(value, text);
                    text.Append(',');
                }
                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                foreach (var item in items)
                {
                    Write(item, text);
                    text.Append(',');
                }
                text.Append(']');
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }
}
