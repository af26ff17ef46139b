using System.Globalization;

namespace CniMigration.Migration.Connectivity;

/// <summary>What goldpinger's pods are told about whom they ping and how often, in their environment.</summary>
/// <param name="Peers">How many others a pod pings; 0 for all.</param>
/// <param name="Refresh">How often it does.</param>
internal sealed record MeshSampling(int Peers, TimeSpan Refresh)
{
    private static readonly TimeSpan DefaultRefresh = TimeSpan.FromSeconds(30);

    /// <summary>What pods are told; where they are not told the same, the least peers and the longest time.</summary>
    internal static MeshSampling Of(IEnumerable<V1Pod> pods)
    {
        var told = pods.Select(pod => new MeshSampling(
            Number(pod, "PING_NUMBER") ?? 0,
            Number(pod, "REFRESH_INTERVAL") is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultRefresh)).ToList();
        return new MeshSampling(
            told.Select(pod => pod.Peers).Where(peers => peers > 0).DefaultIfEmpty().Min(),
            told.Select(pod => pod.Refresh).DefaultIfEmpty(DefaultRefresh).Max());
    }

    private static int? Number(V1Pod pod, string name) =>
        pod.Spec.Containers.SelectMany(container => container.Env ?? []).FirstOrDefault(variable => variable.Name == name)?.Value is { Length: > 0 } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
