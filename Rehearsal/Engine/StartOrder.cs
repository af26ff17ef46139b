namespace CniMigration.Rehearsal.Engine;

/// <summary>Orders resources after what they depend on, and else by chance: a seed always gives the same order.</summary>
internal static class StartOrder
{
    public static ImmutableArray<string> Shuffle(IReadOnlyDictionary<string, ImmutableArray<string>> dependencies, int seed)
    {
        var random = new Random(seed);
        var open = dependencies.ToDictionary(entry => entry.Key, entry => entry.Value.Where(dependencies.ContainsKey).ToHashSet());
        var ready = new SortedSet<string>(open.Where(entry => entry.Value.Count == 0).Select(entry => entry.Key), StringComparer.Ordinal);
        var dependents = open.SelectMany(entry => entry.Value.Select(dependency => (dependency, entry.Key)))
            .ToLookup(pair => pair.dependency, pair => pair.Key);
        var order = ImmutableArray.CreateBuilder<string>();
        while (ready.Count > 0)
        {
            var next = ready.ElementAt(random.Next(ready.Count));
            ready.Remove(next);
            order.Add(next);
            foreach (var dependent in dependents[next])
            {
                open[dependent].Remove(next);
                if (open[dependent].Count == 0)
                {
                    ready.Add(dependent);
                }
            }
        }

        return order.Count == dependencies.Count
            ? order.ToImmutable()
            : throw new EngineException($"These resources depend on each other in a circle: {string.Join(", ", dependencies.Keys.Except(order).Order())}.");
    }
}
