using System.Collections.Immutable;

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

public abstract class Parameters
{
    protected Parameters()
    {
    }
}

public sealed class ParametersArgs(ImmutableArray<string> args) : Parameters
{
    public ImmutableArray<string> Args { get; } = args;
}

public sealed class ParametersValue(string name, string version, ImmutableArray<byte> value) : Parameters
{
    public string Name { get; } = name;

    public string Version { get; } = version;

    public ImmutableArray<byte> Value { get; } = value;
}

public sealed class ParameterizeRequest(Parameters parameters)
{
    public Parameters Parameters { get; } = parameters;
}

public sealed class ParameterizeResponse(string name, string version)
{
    public string Name { get; } = name;

    public string Version { get; } = version;
}
