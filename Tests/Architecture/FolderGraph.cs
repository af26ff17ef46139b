using ArchUnitNET.Domain;

namespace CniMigration.Tests.Architecture;

/// <summary>
/// Which folder of a room uses which. A parent and its child are two folders. What the compiler leaves no trace of (constants) and what ArchUnitNET does
/// not look into (the bodies of async iterators) is read from the usings: none of them stands without a use.
/// </summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> uses = new(StringComparer.Ordinal);

    public FolderGraph(IEnumerable<IType> types, IEnumerable<SourceFile> files)
    {
        var all = types.ToList();
        foreach (var folder in all.Select(type => type.Namespace.FullName))
        {
            uses.TryAdd(folder, new(StringComparer.Ordinal));
        }

        foreach (var dependency in all.SelectMany(type => type.Dependencies).Where(dependency => dependency.Target is not GenericParameter))
        {
            Add(dependency.Origin.Namespace.FullName, dependency.Target.Namespace?.FullName, $"{dependency.Origin.Name} uses {dependency.Target.Name}");
        }

        foreach (var file in files)
        {
            foreach (var used in file.Usings)
            {
                Add(file.Namespace, used, $"{file.Path} has a using");
            }
        }
    }

    /// <summary>The folders from which a way of uses leads back to them.</summary>
    public IReadOnlyList<string> InCircle => [.. uses.Keys.Where(folder => Reach(folder, folder))];

    /// <summary>The uses between folders of a circle, each with one place where it happens.</summary>
    public IEnumerable<string> Circles
        => from origin in uses
           from target in origin.Value
           where Reach(target.Key, origin.Key)
           select $"{origin.Key} -> {target.Key}: {target.Value}";

    /// <summary>The folders that one uses, in order.</summary>
    public IEnumerable<string> UsedBy(string folder) => uses[folder].Keys;

    private void Add(string? origin, string? target, string place)
    {
        // A type's name in a using (an alias, `using static`) stands for its folder.
        while (target is not null && !uses.ContainsKey(target))
        {
            target = target.LastIndexOf('.') is var dot and > 0 ? target[..dot] : null;
        }

        if (origin is not null && target is not null && origin != target && uses.TryGetValue(origin, out var targets))
        {
            targets.TryAdd(target, place);
        }
    }

    private bool Reach(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var folder))
        {
            foreach (var next in uses[folder].Keys)
            {
                if (next == to)
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }
}
