using System.Reflection;

namespace Pulumi;

public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(
            RootType,
            $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}",
            options is null ? null : new ComponentResourceOptions { ResourceTransformations = options.ResourceTransformations })
    {
        Deployment.Instance.Deployment.Stack = this;
    }

    internal IDictionary<string, object?> StackOutputs { get; set; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>A stack class does not register its outputs; what it declares as [Output] is registered on its behalf.</summary>
    internal void RegisterPropertyOutputs()
    {
        var outputs = GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.IsDefined(typeof(OutputAttribute)) && !property.DeclaringType!.IsAssignableFrom(typeof(Stack)))
            .ToDictionary(property => property.GetCustomAttribute<OutputAttribute>()!.Name ?? property.Name, property => property.GetValue(this));

        var unassigned = outputs.Where(output => output.Value is null).Select(output => output.Key).ToList();
        if (unassigned.Count > 0)
        {
            throw new RunException($"The stack's constructor left these outputs without a value: {string.Join(", ", unassigned)}.");
        }

        var wrong = outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToList();
        if (wrong.Count > 0)
        {
            throw RunException.OutputsHaveIncorrectType(wrong);
        }

        RegisterOutputs(outputs);
        StackOutputs = outputs;
    }
}

public class StackOptions
{
    public List<ResourceTransformation> ResourceTransformations { get => field ??= []; set; }
}
