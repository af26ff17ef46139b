using System.Runtime.CompilerServices;
using CniMigration.Kubernetes.Api.Access;
using CniMigration.Kubernetes.Api.Access.Rbac;
using CniMigration.Kubernetes.Api.Admission;
using CniMigration.Kubernetes.Api.Admission.Quotas;
using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Decoding;
using CniMigration.Kubernetes.Api.Operations;
using CniMigration.Kubernetes.Api.Ownership;
using CniMigration.Kubernetes.Api.Patch;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Api.Versions;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Core;

/// <summary>The API server without its wire: every request, from HTTP or from inside, ends here.</summary>
internal sealed class ApiCore
{
    private const int WatchBatch = 256;

    private readonly CreateOperation creation;
    private readonly UpdateOperation update;
    private readonly DeleteOperation deletion;
    private readonly ListOperation listing;
    private readonly ServerSideApply apply;
    private readonly CustomDefinitions definitions;
    private readonly EscalationGuard escalation;
    private readonly EventExpiry expiry;

    /// <param name="clock">The time that it lives by.</param>
    /// <param name="seed">Where the names that it makes up begin.</param>
    /// <param name="serviceCidr">The addresses of Services.</param>
    public ApiCore(TimeProvider clock, int seed = 0, string serviceCidr = ServiceAddresses.DefaultCidr)
    {
        Clock = clock;
        Tokens = new TokenRegistry(Clock);
        Gate = new RequestGate(Clock);
        var tracking = new FieldTracking(Schemas, Clock);
        var addresses = new ServiceAddresses(Store, serviceCidr);
        var admission = new CreateAdmission(Store, addresses);
        var quotas = new QuotaAdmission(Store, Types, Clock);
        var intake = new ObjectIntake(Schemas);
        creation = new CreateOperation(Store, Clock, new NameGenerator(seed), admission, tracking, intake, quotas);
        update = new UpdateOperation(Store, tracking, intake, quotas);
        deletion = new DeleteOperation(Store, Clock);
        listing = new ListOperation(Store, Clock);
        apply = new ServerSideApply(Schemas, Clock);
        definitions = new CustomDefinitions(this);
        expiry = new EventExpiry(Store, Clock);
        Authorizer = new Authorizer(Store);
        escalation = new EscalationGuard(Authorizer);
        Bootstrap.Fill(this, addresses.AddressAt(1));
    }

    public TimeProvider Clock { get; }

    public ObjectStore Store { get; } = new();

    public TypeRegistry Types { get; } = new();

    public SchemaCatalog Schemas { get; } = new();

    public TokenRegistry Tokens { get; }

    public RequestGate Gate { get; }

    public Authorizer Authorizer { get; }

    public ApiObject? Find(ResourceType type, string? @namespace, string name)
    {
        Expire(type);
        return Store.Find(type, ApiObject.KeyOf(type.Namespaced ? @namespace : null, name));
    }

    public ApiObject Get(ResourceType type, string? @namespace, string name) =>
        Find(type, @namespace, name) ?? throw ApiException.NotFound(type, name);

    public ListPage List(ResourceType type, ListQuery query)
    {
        Expire(type);
        return listing.Run(type, query);
    }

    public ApiObject Create(ResourceType type, string? @namespace, JsonObject body, WriteContext context)
    {
        if (type == ResourceTypes.CustomResourceDefinitions)
        {
            type.Defaults!(body);
            definitions.Settle(body, null);
        }
        else if (type.IsCustom)
        {
            definitions.CheckCreate(type);
        }

        escalation.Check(type, @namespace, body, null, context.Caller);
        var created = creation.Run(type, @namespace, body, context);
        Serve(created, context.DryRun);
        return created;
    }

    public ApiObject Update(ResourceType type, string? @namespace, string name, JsonObject body, WriteContext context)
    {
        var expected = body["metadata"].Text("resourceVersion");
        var uid = body["metadata"].Text("uid");
        return Change(type, @namespace, name, present =>
        {
            if (uid is { Length: > 0 } && uid != present.Uid)
            {
                throw ApiException.Conflict(type, name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {present.Uid}");
            }

            CheckVersion(present, expected);
            return (JsonObject)body.DeepClone();
        }, context);
    }

    public ApiObject Patch(ResourceType type, string? @namespace, string name, JsonNode patch, PatchKind kind, WriteContext context)
    {
        if (kind == PatchKind.Apply)
        {
            return Apply(type, @namespace, name, (JsonObject)patch, context).Object;
        }

        return Change(type, @namespace, name, present =>
        {
            var served = context.Served?.FromStored(present.ToJson()) ?? present.ToJson();
            var patched = Patches.Apply(kind, type, served, patch);
            if (patched["metadata"].Text("name") is var named && named != name)
            {
                throw ApiException.BadRequest($"the name of the object ({named}) does not match the name on the URL ({name})");
            }

            CheckVersion(present, patched["metadata"].Text("resourceVersion"));
            return context.Served?.ToStored(patched) ?? patched;
        }, context);
    }

    public (ApiObject Object, bool Created) Apply(ResourceType type, string? @namespace, string name, JsonObject applied, WriteContext context)
    {
        context = context with { IsApply = true };
        applied = (JsonObject)applied.DeepClone();
        applied = context.Served?.ToStored(applied) ?? applied;

        var metadata = applied.Metadata();
        if (metadata["managedFields"] is JsonArray { Count: > 0 })
        {
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        }

        metadata["name"] ??= name;
        if (type.Namespaced)
        {
            metadata["namespace"] ??= @namespace;
        }

        if (Find(type, @namespace, name) is null)
        {
            var empty = new JsonObject { ["metadata"] = new JsonObject() };
            return (Create(type, @namespace, apply.Apply(type, empty, applied, context), context), true);
        }

        return (Change(type, @namespace, name, present => apply.Apply(type, present.ToJson(), applied, context), context), false);
    }

    /// <summary>Moves an object on from what it is at the moment.</summary>
    public ApiObject Change(ResourceType type, string? @namespace, string name, Func<ApiObject, JsonObject> change, WriteContext context)
    {
        var next = change;
        if (type.Group == ResourceTypes.Roles.Group)
        {
            next = present =>
            {
                var json = change(present);
                escalation.Check(type, @namespace, json, present.ToJson(), context.Caller);
                return json;
            };
        }

        if (type == ResourceTypes.CustomResourceDefinitions && context.Subresource is null)
        {
            next = present =>
            {
                var json = change(present);
                type.Defaults!(json);
                definitions.Settle(json, present.ToJson()["status"] as JsonObject);
                return json;
            };
        }

        var changed = update.Run(type, ApiObject.KeyOf(type.Namespaced ? @namespace : null, name), next, context);
        Serve(changed, context.DryRun);
        return changed;
    }

    public (ApiObject Object, bool Gone) Delete(ResourceType type, string? @namespace, string name, DeleteOptions options, bool dryRun = false)
    {
        var deleted = deletion.Run(type, ApiObject.KeyOf(type.Namespaced ? @namespace : null, name), name, options, dryRun);
        Serve(deleted.Object, dryRun);
        return deleted;
    }

    /// <summary>Deletes an object if it is still there.</summary>
    public void TryDelete(ApiObject item, DeleteOptions options, bool dryRun)
    {
        try
        {
            Delete(item.Type, item.Namespace, item.Name, options with { Uid = item.Uid }, dryRun);
        }
        catch (ApiException refusal) when (refusal.IsNotFound || refusal.IsConflict)
        {
            // Someone else was faster, which is as good.
        }
    }

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

    private void Expire(ResourceType type)
    {
        if (type == ResourceTypes.Events)
        {
            expiry.Sweep();
        }
    }

    private void Serve(ApiObject item, bool dryRun)
    {
        if (dryRun)
        {
            return;
        }

        if (item.Type == ResourceTypes.Events)
        {
            expiry.Written(item);
        }
        else if (item.Type == ResourceTypes.CustomResourceDefinitions)
        {
            definitions.Changed(item);
        }
        else if (item.Type.IsCustom)
        {
            definitions.Finish(item.Type);
        }
    }

    private static void CheckVersion(ApiObject present, string? expected)
    {
        if (expected is { Length: > 0 } && expected != present.ResourceVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw ApiException.Modified(present.Type, present.Name);
        }
    }
}
