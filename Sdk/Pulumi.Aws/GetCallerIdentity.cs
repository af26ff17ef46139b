namespace Pulumi.Aws;

public static class GetCallerIdentity
{
    private const string Token = "aws:index/getCallerIdentity:getCallerIdentity";

    public static Task<GetCallerIdentityResult> InvokeAsync(GetCallerIdentityArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetCallerIdentityResult>(Token, args ?? new GetCallerIdentityArgs(), options);

    public static Output<GetCallerIdentityResult> Invoke(GetCallerIdentityInvokeArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetCallerIdentityResult>(Token, args ?? new GetCallerIdentityInvokeArgs(), options);

    public static Output<GetCallerIdentityResult> Invoke(GetCallerIdentityInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetCallerIdentityResult>(Token, args, options);
}

public sealed class GetCallerIdentityArgs : InvokeArgs
{
    [Input("id")] public string? Id { get; set; }
    public static new GetCallerIdentityArgs Empty => new();
}

public sealed class GetCallerIdentityInvokeArgs : InvokeArgs
{
    [Input("id")] public Input<string>? Id { get; set; }
    public static new GetCallerIdentityInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetCallerIdentityResult
{
    private GetCallerIdentityResult()
    {
    }

    public readonly string AccountId = null!;
    public readonly string Arn = null!;
    public readonly string Id = null!;
    public readonly string UserId = null!;
}
