namespace Pulumi;

/// <summary>What it means to depend on a resource.</summary>
internal static class Dependencies
{
    /// <summary>Waits until all of them are registered, and fails as they fail.</summary>
    public static Task AwaitAsync(IEnumerable<Resource> resources) =>
        Task.WhenAll(Expand(resources).Select(resource => resource.Urn.DataTask));

    /// <summary>A local component stands for the custom resources and remote components below it; itself it is nothing to wait for.</summary>
    public static ImmutableHashSet<Resource> Expand(IEnumerable<Resource> resources)
    {
        var seen = new HashSet<Resource>();
        Visit(resources);
        return [.. seen.Where(resource => resource is CustomResource or ComponentResource { Remote: true })];

        void Visit(IEnumerable<Resource> next)
        {
            foreach (var resource in next)
            {
                if (seen.Add(resource) && resource is ComponentResource)
                {
                    Visit(resource.Children);
                }
            }
        }
    }
}
