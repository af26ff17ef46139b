namespace Pulumi;

public sealed class DeploymentInstance
{
    internal DeploymentInstance(Deployment deployment) => Deployment = deployment;

    public string StackName => Deployment.Options.StackName ?? "stack";

    public string ProjectName => Deployment.Options.ProjectName ?? "project";

    public string RootDirectory => Deployment.Options.RootDirectory ?? Environment.CurrentDirectory;

    public string OrganizationName => Deployment.Options.OrganizationName ?? "organization";

    public bool IsDryRun => Deployment.IsDryRun;

    internal Deployment Deployment { get; }

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(Deployment.InvokeOutputAsync<T>(token, args, options));

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(Deployment.InvokeOutputAsync<T>(token, args, options));

    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Deployment.InvokeAsync<T>(token, args, options);

    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Deployment.InvokeAsync<object>(token, args, options);
}
