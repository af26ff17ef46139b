namespace Pulumi.Experimental.Provider;

public abstract class Provider
{
    protected Provider()
    {
    }

    public virtual Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, CancellationToken ct) => throw NotImplemented(nameof(GetSchema));

    public virtual Task<CheckResponse> CheckConfig(CheckRequest request, CancellationToken ct) => throw NotImplemented(nameof(CheckConfig));

    public virtual Task<DiffResponse> DiffConfig(DiffRequest request, CancellationToken ct) => throw NotImplemented(nameof(DiffConfig));

    public virtual Task<ConfigureResponse> Configure(ConfigureRequest request, CancellationToken ct) =>
        Task.FromResult(new ConfigureResponse { AcceptOutputs = true, AcceptResources = true, AcceptSecrets = true, SupportsPreview = true });

    public virtual Task<InvokeResponse> Invoke(InvokeRequest request, CancellationToken ct) => throw NotImplemented(nameof(Invoke));

    public virtual Task<CreateResponse> Create(CreateRequest request, CancellationToken ct) => throw NotImplemented(nameof(Create));

    public virtual Task<ReadResponse> Read(ReadRequest request, CancellationToken ct) => throw NotImplemented(nameof(Read));

    public virtual Task<CheckResponse> Check(CheckRequest request, CancellationToken ct) => throw NotImplemented(nameof(Check));

    public virtual Task<DiffResponse> Diff(DiffRequest request, CancellationToken ct) => throw NotImplemented(nameof(Diff));

    public virtual Task<UpdateResponse> Update(UpdateRequest request, CancellationToken ct) => throw NotImplemented(nameof(Update));

    public virtual Task Delete(DeleteRequest request, CancellationToken ct) => throw NotImplemented(nameof(Delete));

    /// <summary>The bundled SDK has no engine to serve. The engine reads a plugin's port from standard output, so nothing is written there.</summary>
    public static async Task Serve(string[] args, string? version, Func<IEngine, Provider> factory, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync(
            "This provider was built with the bundled Pulumi SDK, which cannot serve an engine. "
            + "Build it with the real packages: `dotnet build -p:PulumiSdk=nuget`.");
        Environment.ExitCode = 1;
    }

    private static NotImplementedException NotImplemented(string method) => new($"This provider has no {method}.");
}
