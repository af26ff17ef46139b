using k8s.Models;

namespace k8s;

public static class ApisOperationsExtensions
{
    public static Task<V1APIGroupList> GetAPIVersionsAsync(this IApisOperations operations, CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1APIGroupList>("apis", cancellationToken);
}

public static class VersionOperationsExtensions
{
    public static Task<VersionInfo> GetCodeAsync(this IVersionOperations operations, CancellationToken cancellationToken = default) =>
        operations.GetAsync<VersionInfo>("version", cancellationToken);
}
