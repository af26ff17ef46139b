using CniMigration.Migration.Records;
using CniMigration.Migration.Sides;

namespace CniMigration.Provider.Schemas;

/// <summary>The fields that several resources share.</summary>
internal static class Fields
{
    public static Field Stage { get; } = new("stage", FieldType.Text, "The stage of the migration that the change belongs to; it goes into the record.")
    {
        Required = true,
        Allowed = Stages.InOrder,
    };

    public static Field NodeSelector { get; } = Selector("nodeSelector", "The label selector of the nodes.");

    public static Field OldNodeSelector { get; } = Selector("oldNodeSelector", $"The label selector of the nodes that {SourceCnis.Default.Name} serves.");

    public static Field CiliumNodeSelector { get; } = Selector("ciliumNodeSelector", "The label selector of the nodes that Cilium serves.");

    public static Field Observed { get; } =
        new("observed", FieldType.Text, "A digest of what was found undone, empty when all is done. A digest makes the resource act again.")
        {
            IsObservation = true,
        };

    public static Field Token { get; } = new("token", FieldType.Text, "Acts again when it changes.") { Required = true };

    public static Field Kept { get; } = Flag(
        "kept", "Whether the gate lets everything through unproven, as on a way back. One that did proves itself once this is taken away.");

    public static Field Namespace { get; } = Target("namespace", "The namespace of the object.");

    public static Field Name { get; } = Target("name", "The name of the object.");

    public static Field Kind { get; } = new("kind", FieldType.Text, "The kind of the workload.")
    {
        Required = true,
        NamesTarget = true,
        Allowed = ["Deployment", "DaemonSet", "StatefulSet"],
    };

    public static Field Nodes { get; } = new("nodes", FieldType.TextList, "The names of the nodes, sorted.");

    public static Field Timeout(int seconds) => Seconds("timeoutSeconds", seconds, "How long to wait, in seconds.");

    public static Field Seconds(string name, int seconds, string description) => new(name, FieldType.Integer, description)
    {
        Default = seconds,
        Rule = Rules.Between(1, 86400),
    };

    public static Field Selector(string name, string description, bool required = true) => new(name, FieldType.Text, description)
    {
        Required = required,
        Rule = Rules.Selector,
    };

    public static Field Flag(string name, string description) => new(name, FieldType.Flag, description) { Default = false };

    public static Field Output(string name, FieldType type, string description) => new(name, type, description);

    private static Field Target(string name, string description) => new(name, FieldType.Text, description)
    {
        Required = true,
        NamesTarget = true,
        Rule = Rules.ObjectName,
    };
}
