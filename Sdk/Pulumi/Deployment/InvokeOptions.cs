namespace Pulumi;

public class InvokeOptions
{
    public Resource? Parent { get; set; }

    public ProviderResource? Provider { get; set; }

    public string? Version { get; set; }

    public string? PluginDownloadURL { get; set; }
}

public class InvokeOutputOptions : InvokeOptions
{
    public InputList<Resource> DependsOn { get => field ??= new(); set; }
}
