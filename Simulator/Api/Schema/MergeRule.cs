namespace CniMigration.Simulator.Api.Schema;

/// <summary>How the value at a kind of place merges.</summary>
/// <param name="Place">The end of the path, such as <c>containers[].ports</c>; a leading ^ means the whole path.</param>
/// <param name="List">How its list merges.</param>
/// <param name="Keys">What tells its elements apart; strategic-merge patches use the first.</param>
internal sealed record MergeRule(string Place, ListKind List, params string[] Keys)
{
    public bool Fits(string path) => Place[0] == '^'
        ? path.AsSpan().SequenceEqual(Place.AsSpan(1))
        : path.EndsWith(Place, StringComparison.Ordinal)
            && (path.Length == Place.Length || path[path.Length - Place.Length - 1] == '.');
}
