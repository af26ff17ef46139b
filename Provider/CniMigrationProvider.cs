using CniMigration.Migration.Errors;
using CniMigration.Provider.Functions;
using CniMigration.Provider.Operations;
using CniMigration.Provider.Resources;
using Pulumi;
using Pulumi.Experimental.Provider;

namespace CniMigration.Provider;

/// <summary>The Pulumi provider <c>cnimigration</c>: maps the engine's verbs onto the handlers of resources and functions.</summary>
public sealed class CniMigrationProvider : Pulumi.Experimental.Provider.Provider, IDisposable
{
    private static readonly Field Kubeconfig = new("kubeconfig", FieldType.Text, "The kubeconfig of the cluster, as YAML or JSON text.")
    {
        Required = true,
        Secret = true,
        Rule = value => value.TryGetString(out var text) ? Migration.Clusters.Kubeconfig.Problem(text) : null,
    };

    private static readonly Dictionary<string, ResourceHandler> Resources = ResourceHandlers.All.ToDictionary(handler => handler.Schema.Token);
    private static readonly Dictionary<string, FunctionHandler> Functions = FunctionHandlers.All.ToDictionary(handler => handler.Schema.Token);

    private readonly ClusterAccess access;
    private readonly OperationRunner runner;

    /// <summary>A provider that logs to <paramref name="host"/> and waits on <paramref name="time"/>.</summary>
    public CniMigrationProvider(IEngine host, TimeProvider time)
    {
        access = new ClusterAccess(time);
        runner = new OperationRunner(host, access, time);
    }

    /// <inheritdoc />
    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, CancellationToken ct) => Task.FromResult(new GetSchemaResponse
    {
        Schema = PackageSchema.Write(
            typeof(CniMigrationProvider).Assembly.GetName().Version!.ToString(3), [Kubeconfig],
            Resources.Values.Select(handler => handler.Schema), Functions.Values.Select(handler => handler.Schema)),
    });

    /// <inheritdoc />
    public override Task<CheckResponse> CheckConfig(CheckRequest request, CancellationToken ct) =>
        // The engine keeps the plugin's own version among the inputs of an explicit provider.
        Task.FromResult(Checked([Kubeconfig], request.NewInputs.RemoveRange(["version", "pluginDownloadURL"])));

    /// <inheritdoc />
    public override Task<ConfigureResponse> Configure(ConfigureRequest request, CancellationToken ct)
    {
        access.Configure(request.Args.TryGetValue(Kubeconfig.Name, out var value) && value.TryGetString(out var text) ? text : null);
        return Task.FromResult(new ConfigureResponse { AcceptSecrets = true, AcceptOutputs = false, AcceptResources = false, SupportsPreview = true });
    }

    /// <inheritdoc />
    public override Task<CheckResponse> Check(CheckRequest request, CancellationToken ct) =>
        Task.FromResult(Checked(Handler(request.Type).Schema.Inputs, request.NewInputs));

    /// <inheritdoc />
    public override Task<DiffResponse> Diff(DiffRequest request, CancellationToken ct)
    {
        var before = request.OldInputs.IsEmpty ? request.OldOutputs : request.OldInputs;
        return Task.FromResult(InputDiff.Run(Handler(request.Type).Schema.Inputs, before, request.NewInputs, request.IgnoreChanges));
    }

    /// <inheritdoc />
    public override async Task<CreateResponse> Create(CreateRequest request, CancellationToken ct)
    {
        var handler = Handler(request.Type);
        if (request.Preview)
        {
            return new CreateResponse { Outputs = await ForeseenAsync(handler, request.Urn, request.Inputs, ct) };
        }

        var id = handler.NewId();
        var outputs = await runner.RunAsync(
            request.Urn, request.Timeout, handler.BoundsItself,
            operation => handler.CreateAsync(id, new Inputs(handler.Schema.Inputs, request.Inputs), operation), ct);
        return new CreateResponse { Id = id, Outputs = request.Inputs.SetItems(outputs) };
    }

    /// <inheritdoc />
    public override async Task<UpdateResponse> Update(UpdateRequest request, CancellationToken ct)
    {
        var handler = Handler(request.Type);
        if (request.Preview)
        {
            return new UpdateResponse { Outputs = await ForeseenAsync(handler, request.Urn, request.NewInputs, ct) };
        }

        var before = new Inputs(handler.Schema.Inputs, request.OldOutputs.SetItems(request.OldInputs));
        var outputs = await runner.RunAsync(
            request.Urn, request.Timeout, handler.BoundsItself,
            operation => handler.UpdateAsync(request.Id, before, new Inputs(handler.Schema.Inputs, request.NewInputs), operation), ct);
        return new UpdateResponse { Outputs = request.NewInputs.SetItems(outputs) };
    }

    /// <inheritdoc />
    public override Task<ReadResponse> Read(ReadRequest request, CancellationToken ct)
    {
        var handler = Handler(request.Type);
        return runner.RunAsync(request.Urn, TimeSpan.Zero, false, async operation =>
        {
            var state = request.Outputs.SetItems(request.Inputs);
            if (state.IsEmpty)
            {
                return await ImportAsync(handler, request.Id, operation);
            }

            return await handler.ExistsAsync(request.Id, new Inputs([.. handler.Schema.Inputs, .. handler.Schema.Outputs], state), operation)
                ? new ReadResponse { Id = request.Id, Inputs = request.Inputs, Outputs = state }
                : new ReadResponse();
        }, ct);
    }

    /// <inheritdoc />
    public override async Task Delete(DeleteRequest request, CancellationToken ct)
    {
        var handler = Handler(request.Type);
        var state = new Inputs(handler.Schema.Inputs, request.OldOutputs.SetItems(request.OldInputs));
        await runner.RunAsync(request.Urn, request.Timeout, false, async operation =>
        {
            await handler.DeleteAsync(request.Id, state, operation);
            return true;
        }, ct);
    }

    /// <inheritdoc />
    public override async Task<InvokeResponse> Invoke(InvokeRequest request, CancellationToken ct)
    {
        if (!Functions.TryGetValue(request.Tok, out var function))
        {
            throw new MigrationException($"There is no function {request.Tok}; there are: {string.Join(", ", Functions.Keys)}.");
        }

        var (arguments, failures) = InputCheck.Run(function.Schema.Inputs, request.Args);
        if (failures.Count > 0)
        {
            return new InvokeResponse { Failures = failures };
        }

        var result = await runner.RunAsync(
            null, TimeSpan.Zero, false, operation => function.InvokeAsync(new Inputs(function.Schema.Inputs, arguments), operation), ct);
        return new InvokeResponse { Return = PropertyValues.FromResult(result) };
    }

    /// <inheritdoc />
    public void Dispose() => access.Dispose();

    private static CheckResponse Checked(IReadOnlyList<Field> fields, ImmutableDictionary<string, PropertyValue> given)
    {
        var (inputs, failures) = InputCheck.Run(fields, given);
        return new CheckResponse { Inputs = inputs, Failures = failures };
    }

    /// <summary>Before the cluster exists nothing can be foreseen, nor while an input waits for another resource.</summary>
    private async Task<ImmutableDictionary<string, PropertyValue>> ForeseenAsync(
        ResourceHandler handler, Urn urn, ImmutableDictionary<string, PropertyValue> inputs, CancellationToken ct)
    {
        if (access.IsKnown && !inputs.Values.Any(value => value.HasUnknowns()))
        {
            await runner.RunAsync(urn, TimeSpan.Zero, false, async operation =>
            {
                await handler.PreviewAsync(new Inputs(handler.Schema.Inputs, inputs), operation);
                return true;
            }, ct);
        }
        return inputs.SetItems(handler.Schema.Outputs.Select(field => KeyValuePair.Create(field.Name, PropertyValue.Computed)));
    }

    private static async Task<ReadResponse> ImportAsync(ResourceHandler handler, string id, Operation operation) =>
        await handler.ImportAsync(id, operation) is { } inputs
            ? new ReadResponse { Id = id, Inputs = inputs, Outputs = inputs }
            : throw new MigrationException(
                $"{handler.Schema.Name} '{id}' cannot be imported. Declare the resource instead: " +
                "creating it takes over what is on record in the cluster.");

    private static ResourceHandler Handler(string type) => Resources.TryGetValue(type, out var handler)
        ? handler
        : throw new MigrationException($"There is no resource {type}; there are: {string.Join(", ", Resources.Keys)}.");
}
