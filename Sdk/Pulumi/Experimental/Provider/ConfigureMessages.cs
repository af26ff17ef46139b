namespace Pulumi.Experimental.Provider;

public sealed class GetSchemaRequest(int version, string? subpackageName, string? subpackageVersion)
{
    public int Version { get; } = version;

    public string? SubpackageName { get; } = subpackageName;

    public string? SubpackageVersion { get; } = subpackageVersion;
}

public sealed class GetSchemaResponse
{
    public string? Schema { get; set; }
}

public sealed class ConfigureRequest(
    ImmutableDictionary<string, string> variables,
    ImmutableDictionary<string, PropertyValue> args,
    bool acceptSecrets,
    bool acceptResources,
    bool sendsOldInputs,
    bool sendsOldInputsToDelete)
{
    public ImmutableDictionary<string, string> Variables { get; } = variables;

    public ImmutableDictionary<string, PropertyValue> Args { get; } = args;

    public bool AcceptSecrets { get; } = acceptSecrets;

    public bool AcceptResources { get; } = acceptResources;

    public bool SendsOldInputs { get; } = sendsOldInputs;

    public bool SendsOldInputsToDelete { get; } = sendsOldInputsToDelete;
}

public sealed class ConfigureResponse
{
    public bool AcceptSecrets { get; set; }

    public bool SupportsPreview { get; set; }

    public bool AcceptResources { get; set; }

    public bool AcceptOutputs { get; set; }
}
