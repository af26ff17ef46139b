using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Simulator.Nodes;

/// <summary>Writes that start over from the present version where another writer was faster.</summary>
internal static class ApiWrites
{
    /// <summary>Changes an object; null where it is gone, or is no longer the one meant.</summary>
    public static async Task<ApiObject?> ChangeAsync(this ControllerContext api, ResourceType type, string? @namespace, string name, string? uid,
        Action<JsonObject> change, CancellationToken cancellationToken, string? subresource = null)
    {
        while (true)
        {
            var present = await api.Client.GetAsync(type, @namespace, name, cancellationToken);
            if (present is null || (uid is not null && present.Uid != uid))
            {
                return null;
            }

            var body = present.ToJson();
            change(body);
            if (JsonNode.DeepEquals(body, present.ToJson()))
            {
                return present;
            }

            try
            {
                var written = await api.Client.UpdateAsync(type, @namespace, name, body, cancellationToken, subresource);
                api.Cache.Find(type)?.Observe(written);
                return written;
            }
            catch (ApiException exception) when (exception.IsConflict)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                return null;
            }
        }
    }
}
