using System.Reflection;

namespace Pulumi;

public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options, remote: false)
    {
    }

    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions(), remote)
    {
        Remote = remote;
    }

    /// <summary>Whether its children are made by a provider, out of this program's sight.</summary>
    internal bool Remote { get; }

    protected void RegisterOutputs() =>
        RegisterOutputs(GetType().GetProperties()
            .Where(property => property.Name != nameof(Urn))
            .Select(property => (property, Attribute: property.GetCustomAttribute<OutputAttribute>()))
            .Where(pair => pair.Attribute is not null)
            .ToDictionary(
                pair => string.IsNullOrWhiteSpace(pair.Attribute!.Name) ? pair.property.Name : pair.Attribute.Name,
                pair => pair.property.GetValue(this)));

    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Task.FromResult(outputs));

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs) =>
        Deployment.Instance.Deployment.RegisterOutputs(this, outputs);
}
