namespace Pulumi.Aws;

public class Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
    : ProviderResource("aws", name, args ?? new(), options)
{
    [Output("accessKey")] public Output<string?> AccessKey { get; private set; } = null!;
    [Output("customCaBundle")] public Output<string?> CustomCaBundle { get; private set; } = null!;
    [Output("ec2MetadataServiceEndpoint")] public Output<string?> Ec2MetadataServiceEndpoint { get; private set; } = null!;
    [Output("ec2MetadataServiceEndpointMode")] public Output<string?> Ec2MetadataServiceEndpointMode { get; private set; } = null!;
    [Output("httpProxy")] public Output<string?> HttpProxy { get; private set; } = null!;
    [Output("httpsProxy")] public Output<string?> HttpsProxy { get; private set; } = null!;
    [Output("noProxy")] public Output<string?> NoProxy { get; private set; } = null!;
    [Output("profile")] public Output<string?> Profile { get; private set; } = null!;
    [Output("region")] public Output<string?> Region { get; private set; } = null!;
    [Output("retryMode")] public Output<string?> RetryMode { get; private set; } = null!;
    [Output("s3UsEast1RegionalEndpoint")] public Output<string?> S3UsEast1RegionalEndpoint { get; private set; } = null!;
    [Output("secretKey")] public Output<string?> SecretKey { get; private set; } = null!;
    [Output("stsRegion")] public Output<string?> StsRegion { get; private set; } = null!;
    [Output("tagPolicyCompliance")] public Output<string?> TagPolicyCompliance { get; private set; } = null!;
    [Output("token")] public Output<string?> Token { get; private set; } = null!;
}

public sealed class ProviderArgs : ResourceArgs
{
    [Input("accessKey")] public Input<string>? AccessKey { get; set; }
    [field: Input("allowedAccountIds", json: true)] public InputList<string> AllowedAccountIds { get => field ??= new(); set; }
    [field: Input("assumeRoles", json: true)] public InputList<Inputs.ProviderAssumeRoleArgs> AssumeRoles { get => field ??= new(); set; }
    [Input("customCaBundle")] public Input<string>? CustomCaBundle { get; set; }
    [Input("defaultTags", json: true)] public Input<Inputs.ProviderDefaultTagsArgs>? DefaultTags { get; set; }
    [Input("ec2MetadataServiceEndpoint")] public Input<string>? Ec2MetadataServiceEndpoint { get; set; }
    [Input("ec2MetadataServiceEndpointMode")] public Input<string>? Ec2MetadataServiceEndpointMode { get; set; }
    [field: Input("forbiddenAccountIds", json: true)] public InputList<string> ForbiddenAccountIds { get => field ??= new(); set; }
    [Input("httpProxy")] public Input<string>? HttpProxy { get; set; }
    [Input("httpsProxy")] public Input<string>? HttpsProxy { get; set; }
    [Input("ignoreTags", json: true)] public Input<Inputs.ProviderIgnoreTagsArgs>? IgnoreTags { get; set; }
    [Input("insecure", json: true)] public Input<bool>? Insecure { get; set; }
    [Input("maxRetries", json: true)] public Input<int>? MaxRetries { get; set; }
    [Input("noProxy")] public Input<string>? NoProxy { get; set; }
    [Input("profile")] public Input<string>? Profile { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("retryMode")] public Input<string>? RetryMode { get; set; }
    [Input("s3UsEast1RegionalEndpoint")] public Input<string>? S3UsEast1RegionalEndpoint { get; set; }
    [Input("s3UsePathStyle", json: true)] public Input<bool>? S3UsePathStyle { get; set; }
    [Input("secretKey")] public Input<string>? SecretKey { get; set; }
    [field: Input("sharedConfigFiles", json: true)] public InputList<string> SharedConfigFiles { get => field ??= new(); set; }
    [field: Input("sharedCredentialsFiles", json: true)] public InputList<string> SharedCredentialsFiles { get => field ??= new(); set; }
    [Input("skipCredentialsValidation", json: true)] public Input<bool>? SkipCredentialsValidation { get; set; }
    [Input("skipMetadataApiCheck", json: true)] public Input<bool>? SkipMetadataApiCheck { get; set; }
    [Input("skipRegionValidation", json: true)] public Input<bool>? SkipRegionValidation { get; set; }
    [Input("skipRequestingAccountId", json: true)] public Input<bool>? SkipRequestingAccountId { get; set; }
    [Input("stsRegion")] public Input<string>? StsRegion { get; set; }
    [Input("tagPolicyCompliance")] public Input<string>? TagPolicyCompliance { get; set; }
    [Input("token")] public Input<string>? Token { get; set; }
    [Input("tokenBucketRateLimiterCapacity", json: true)] public Input<int>? TokenBucketRateLimiterCapacity { get; set; }
    [Input("useDualstackEndpoint", json: true)] public Input<bool>? UseDualstackEndpoint { get; set; }
    [Input("useFipsEndpoint", json: true)] public Input<bool>? UseFipsEndpoint { get; set; }
    [field: Input("userAgents", json: true)] public InputList<string> UserAgents { get => field ??= new(); set; }
    public static new ProviderArgs Empty => new();
}
