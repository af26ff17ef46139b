namespace Pulumi;

public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions(), remote: false)
    {
    }

    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}
