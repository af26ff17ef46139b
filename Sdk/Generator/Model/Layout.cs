namespace CniMigration.Generator.Model;

/// <summary>Where the classes of some declarations live, and in which of three shapes they are written.</summary>
internal sealed record Layout(string Namespace, string Inputs, string Outputs)
{
    /// <summary>
    /// The package of Kubernetes is laid out in its own way: all arguments lie with the types and may be derived from,
    /// and every resource can be read by its id.
    /// </summary>
    public bool IsKubernetes { get; private init; }

    /// <summary>Handles are the program's own: internal, with what they answer as records, and an input that is not set is null.</summary>
    public bool IsHandles { get; private init; }

    public string Access => IsHandles ? "internal" : "public";

    /// <summary>Where the arguments of a resource are.</summary>
    public string Arguments => IsKubernetes ? Inputs : Namespace;

    public static Layout Usual(string @namespace) => new(@namespace, $"{@namespace}.Inputs", $"{@namespace}.Outputs");

    public static Layout Kubernetes(string module) =>
        new($"Pulumi.Kubernetes.{module}", $"Pulumi.Kubernetes.Types.Inputs.{module}", $"Pulumi.Kubernetes.Types.Outputs.{module}") { IsKubernetes = true };

    public static Layout Handles(string @namespace) => new(@namespace, @namespace, @namespace) { IsHandles = true };
}
