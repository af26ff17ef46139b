namespace Pulumi.Kubernetes;

public abstract class KubernetesResource : CustomResource
{
    private protected KubernetesResource(string token, string name, ResourceArgs args, CustomResourceOptions? options)
        : base(token, name, options?.Id is null ? WithType(token, args) : ResourceArgs.Empty, options)
    {
    }

    /// <summary>A resource that is only read has no inputs.</summary>
    private protected static CustomResourceOptions Existing(Input<string> id, CustomResourceOptions? options) =>
        CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id });

    /// <summary>
    /// <c>kubernetes:apps/v1:DaemonSet</c> says what apiVersion and kind are; the core group has no name.
    /// The provider tells a release made by this package by its <c>compat</c>.
    /// </summary>
    private static ResourceArgs WithType(string token, ResourceArgs args)
    {
        if (args is Types.Inputs.Helm.V3.ReleaseArgs release)
        {
            release.Compat = "true";
        }
        else if (token.Split(':') is [_, var apiVersion, var kind])
        {
            Set(args, "ApiVersion", apiVersion.StartsWith("core/", StringComparison.Ordinal) ? apiVersion["core/".Length..] : apiVersion);
            Set(args, "Kind", kind);
        }

        return args;
    }

    private static void Set(ResourceArgs args, string property, Input<string> value) => args.GetType().GetProperty(property)?.SetValue(args, value);
}
