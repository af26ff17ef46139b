using System.Collections.Frozen;

namespace CniMigration.Kubernetes.Api.Schema;

/// <summary>The facts of all built-in types, read from the table beside this file.</summary>
internal static class TypeFacts
{
    private static readonly Dictionary<string, string> Packages = new()
    {
        [""] = "core",
        ["rbac.authorization.k8s.io"] = "rbac",
        ["storage.k8s.io"] = "storage",
        ["scheduling.k8s.io"] = "scheduling",
        ["networking.k8s.io"] = "networking",
        ["coordination.k8s.io"] = "coordination",
        ["discovery.k8s.io"] = "discovery",
        ["events.k8s.io"] = "events",
        ["node.k8s.io"] = "node",
        ["admissionregistration.k8s.io"] = "admissionregistration",
        ["authentication.k8s.io"] = "authentication",
        ["authorization.k8s.io"] = "authorization",
        ["apiextensions.k8s.io"] = "apiextensions",
        ["apiregistration.k8s.io"] = "apiregistration",
        ["certificates.k8s.io"] = "certificates",
        ["flowcontrol.apiserver.k8s.io"] = "flowcontrol",
    };

    private static readonly FrozenDictionary<string, MessageFacts> Messages = Read();

    public static MessageFacts DeleteOptions => Messages["meta.v1.DeleteOptions"];

    public static MessageFacts ObjectMeta => Messages["meta.v1.ObjectMeta"];

    public static MessageFacts? Message(string name) => Messages.GetValueOrDefault(name);

    /// <summary>The object type of a kind; null where the table does not have it.</summary>
    public static MessageFacts? Kind(string group, string version, string kind) =>
        kind == "DeleteOptions" ? DeleteOptions : Messages.GetValueOrDefault($"{Packages.GetValueOrDefault(group, group)}.{version}.{kind}");

    private static FrozenDictionary<string, MessageFacts> Read()
    {
        using var stream = typeof(TypeFacts).Assembly.GetManifestResourceStream("kubernetes-types.txt")!;
        using var reader = new StreamReader(stream);
        var messages = new Dictionary<string, MessageFacts>();
        MessageFacts? message = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line[0] != ' ')
            {
                message = new MessageFacts(parts[0], parts.Length > 1);
                messages[parts[0]] = message;
                continue;
            }

            var (shape, type) = parts[2][0] switch
            {
                '[' => (FieldShape.List, parts[2][2..]),
                '{' => (FieldShape.Map, parts[2][2..]),
                _ => (FieldShape.One, parts[2]),
            };
            int? number = parts[0] == "-" ? null : int.Parse(parts[0], CultureInfo.InvariantCulture);
            message!.Add(new FieldFacts(number, parts[1], shape, type, parts[3..]));
        }

        foreach (var each in messages.Values)
        {
            each.Flatten(messages);
        }

        return messages.ToFrozenDictionary();
    }
}
