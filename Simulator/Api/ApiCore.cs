using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Client;
using CniMigration.Simulator.Api.Operations;
using CniMigration.Simulator.Api.Patch;
using CniMigration.Simulator.Api.Store;

namespace CniMigration.Simulator.Api;

/// <summary>The API server without its wire: every request, from HTTP or from inside, ends here.</summary>
internal sealed class ApiCore
{
    private const int WatchBatch = 256;

    private readonly CreateOperation creation;
    private readonly UpdateOperation update;
    private readonly DeleteOperation deletion;

    public ApiCore(TimeProvider clock, int seed = 0)
    {
        Clock = clock;
        creation = new CreateOperation(Store, clock, new NameGenerator(seed));
        update = new UpdateOperation(Store);
        deletion = new DeleteOperation(Store, clock);
    }

    public TimeProvider Clock { get; }

    public ObjectStore Store { get; } = new();

    public ApiObject? Find(ResourceType type, string? @namespace, string name) => Store.Find(type, ApiObject.KeyOf(@namespace, name));

    public ApiObject Get(ResourceType type, string? @namespace, string name) =>
        Find(type, @namespace, name) ?? throw ApiException.NotFound(type, name);

    public ApiObject Create(ResourceType type, string? @namespace, JsonObject body, WriteContext context) =>
        creation.Run(type, @namespace, body, context);

    public ApiObject Update(ResourceType type, string? @namespace, string name, JsonObject body, WriteContext context)
    {
        var expected = body["metadata"].Text("resourceVersion");
        return update.Run(type, ApiObject.KeyOf(@namespace, name), present =>
        {
            if (expected is { Length: > 0 } && expected != present.ResourceVersion.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                throw ApiException.Modified(type, name);
            }

            return (JsonObject)body.DeepClone();
        }, context);
    }

    public ApiObject Patch(ResourceType type, string? @namespace, string name, JsonNode patch, PatchKind kind, WriteContext context) =>
        update.Run(type, ApiObject.KeyOf(@namespace, name), present =>
        {
            var patched = Patches.Apply(kind, type, present, patch);
            var expected = patched["metadata"].Text("resourceVersion");
            return expected is null || expected == present.ResourceVersion.ToString(System.Globalization.CultureInfo.InvariantCulture)
                ? patched
                : throw ApiException.Modified(type, name);
        }, context);

    public (ApiObject Object, bool Gone) Delete(ResourceType type, string? @namespace, string name, DeleteOptions options, bool dryRun = false) =>
        deletion.Run(type, ApiObject.KeyOf(@namespace, name), name, options, dryRun);

    public async IAsyncEnumerable<StoreEvent> WatchAsync(ResourceType type, long revision,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var log = Store.Events(type);
        var position = log.PositionAfter(revision) ?? throw TooOld(log, revision);
        var batch = new List<StoreEvent>();
        while (true)
        {
            if (!log.TryRead(ref position, batch, WatchBatch, out var more))
            {
                throw TooOld(log, revision);
            }

            foreach (var change in batch)
            {
                revision = change.Revision;
                yield return change;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    internal static ApiException TooOld(EventLog log, long revision) =>
        ApiException.Expired($"too old resource version: {revision} ({log.CompactedRevision})");
}
