namespace Pulumi.Kubernetes;

public abstract class KubernetesResource : CustomResource
{
    private protected KubernetesResource(string token, string name, ResourceArgs args, CustomResourceOptions? options)
        : base(token, name, WithType(token, args, options), options)
    {
    }

    /// <summary>A resource that is only read has no inputs.</summary>
    private protected static CustomResourceOptions Existing(Input<string> id, CustomResourceOptions? options)
        => CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id });

    /// <summary><c>kubernetes:apps/v1:DaemonSet</c> says what apiVersion and kind are; the core group has no name.</summary>
    private static ResourceArgs WithType(string token, ResourceArgs args, CustomResourceOptions? options)
    {
        if (options?.Id is not null)
        {
            return ResourceArgs.Empty;
        }

        if (args is IObjectArgs typed && token.Split(':') is [_, var apiVersion, var kind])
        {
            typed.ApiVersion = apiVersion.StartsWith("core/", StringComparison.Ordinal) ? apiVersion["core/".Length..] : apiVersion;
            typed.Kind = kind;
        }

        return args;
    }
}

internal interface IObjectArgs
{
    Input<string>? ApiVersion { get; set; }

    Input<string>? Kind { get; set; }
}
